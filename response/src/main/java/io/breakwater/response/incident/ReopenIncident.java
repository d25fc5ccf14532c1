package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentReopened;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import java.util.Optional;

/**
 * Opens a closed incident again.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code MALFORMED_TEXT}, {@code WRONG_STATE} (it is open).
 */
public final class ReopenIncident {
    private final Journal journal;

    public ReopenIncident(Journal journal) {
        this.journal = journal;
    }

    /** Opens again. */
    public Committed<Incident> reopen(Caller caller, IncidentId incident, String reason) {
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.REOPEN, incident);
            if (file.incident().status() == IncidentStatus.OPEN) {
                throw new BreakwaterException(Code.WRONG_STATE, incident + " is open");
            }
            file.append(new IncidentReopened(incident, file.keep("the reason", reason), caller.person()));
            return file.save(file.incident().withStatus(IncidentStatus.OPEN, Optional.empty()));
        });
    }
}
