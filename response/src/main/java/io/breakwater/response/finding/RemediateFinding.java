package io.breakwater.response.finding;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.Caller;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.FindingRemediated;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingStatus;
import java.util.Optional;

/**
 * Says that what was wrong has been put right, and how.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code WRONG_STATE}, {@code MALFORMED_TEXT}, {@code
 * MALFORMED_NAME} (the ticket).
 */
public final class RemediateFinding {
    private final Journal journal;

    public RemediateFinding(Journal journal) {
        this.journal = journal;
    }

    /** Records; a ticket may be named with it. */
    public Committed<Finding> remediate(Caller caller, FindingId finding, String how, Optional<String> ticket) {
        return journal.transact(tx -> {
            FindingFile file =
                    FindingFile.open(tx, caller, FindingAct.ANSWER, finding).requireUnanswered();
            FindingRemediated fact = new FindingRemediated(
                    finding,
                    file.incident(),
                    file.keep("how it was put right", how),
                    FindingFile.ticket(ticket),
                    file.caller());
            return file.save(fact, FindingStatus.REMEDIATED, file.finding().acceptance());
        });
    }
}
