package io.breakwater.response.finding;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.Caller;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.FindingExplained;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingStatus;
import java.util.Optional;

/**
 * Says why what was found is as it should be.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code WRONG_STATE}, {@code MALFORMED_TEXT}, {@code
 * MALFORMED_NAME} (the ticket).
 */
public final class ExplainFinding {
    private final Journal journal;

    public ExplainFinding(Journal journal) {
        this.journal = journal;
    }

    /** Explains; a ticket may be named with it. */
    public Committed<Finding> explain(Caller caller, FindingId finding, String explanation, Optional<String> ticket) {
        return journal.transact(tx -> {
            FindingFile file =
                    FindingFile.open(tx, caller, FindingAct.ANSWER, finding).requireUnanswered();
            FindingExplained fact = new FindingExplained(
                    finding,
                    file.incident(),
                    file.keep("the explanation", explanation),
                    FindingFile.ticket(ticket),
                    file.caller());
            return file.save(fact, FindingStatus.EXPLAINED, file.finding().acceptance());
        });
    }
}
