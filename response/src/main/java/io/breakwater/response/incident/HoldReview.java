package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.ReviewHeld;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import java.util.List;

/**
 * Records the review after an incident: whether controls were adhered to, and what was learned (R90).
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND} (incident, participant), {@code MALFORMED_TEXT}, {@code
 * MALFORMED_REQUEST} (no participants), {@code WRONG_STATE} (the incident is still open).
 */
public final class HoldReview {
    private static final int MAX_PARTICIPANTS = 100;

    private final Journal journal;

    public HoldReview(Journal journal) {
        this.journal = journal;
    }

    /** Records. */
    public Committed<Incident> hold(Caller caller, IncidentId incident, String findings, List<PersonId> participants) {
        List<PersonId> present = participants.stream().distinct().toList();
        if (present.isEmpty() || present.size() > MAX_PARTICIPANTS) {
            throw new BreakwaterException(
                    Code.MALFORMED_REQUEST, "a review has 1 to " + MAX_PARTICIPANTS + " participants");
        }
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.REVIEW, incident);
            if (file.incident().status() == IncidentStatus.OPEN) {
                throw new BreakwaterException(
                        Code.WRONG_STATE, "close " + incident + " first: a review looks back on all of it");
            }
            present.forEach(person -> requireKnown(tx, person));
            ContentRef learned = file.keep("the findings", findings);
            file.append(new ReviewHeld(incident, learned, present, caller.person()));
            return file.incident();
        });
    }

    private static void requireKnown(Transaction tx, PersonId person) {
        if (CaseFile.person(tx, person).isEmpty()) {
            throw new BreakwaterException(Code.NOT_FOUND, "there is no person " + person);
        }
    }
}
