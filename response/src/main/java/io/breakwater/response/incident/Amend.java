package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.FactAmended;
import io.breakwater.model.IncidentId;

/**
 * Corrects an earlier fact of the same incident by a text beside it. The original stays as it is.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND} (incident, or no such fact in it), {@code MALFORMED_TEXT}.
 */
public final class Amend {
    private final Journal journal;

    public Amend(Journal journal) {
        this.journal = journal;
    }

    /** Amends. */
    public Committed<Incident> amend(Caller caller, IncidentId incident, FactId original, String text) {
        boolean ofTheIncident = journal.fact(original)
                .flatMap(fact -> fact.envelope().incident())
                .filter(incident::equals)
                .isPresent();
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.AMEND, incident);
            if (!ofTheIncident) {
                throw new BreakwaterException(Code.NOT_FOUND, incident + " has no fact " + original);
            }
            file.append(new FactAmended(incident, original, file.keep("the amendment", text), caller.person()));
            return file.incident();
        });
    }
}
