package io.breakwater.response.finding;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.Caller;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingId;
import io.breakwater.model.IncidentId;

/**
 * Says that what was found belongs to another incident than the one it is counted with, and why.
 *
 * <p>What is owed for it is owed there from then on, until the same time. What is answered can be moved too: where it
 * belongs is another question.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND} (the finding, or the incident), {@code WRONG_STATE} (it is there
 * already), {@code MALFORMED_TEXT}.
 */
public final class MoveFinding {
    private final Journal journal;

    public MoveFinding(Journal journal) {
        this.journal = journal;
    }

    /** Moves it. */
    public Committed<Finding> move(Caller caller, FindingId finding, IncidentId to, String reason) {
        return journal.transact(
                tx -> FindingFile.openToMove(tx, caller, finding, to).move(to, reason));
    }
}
