package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentSeverityChanged;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Severity;

/**
 * Sets the severity anew, with a reason.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code MALFORMED_TEXT}, {@code WRONG_STATE} (incident not open, or
 * the severity is that already).
 */
public final class ChangeSeverity {
    private final Journal journal;

    public ChangeSeverity(Journal journal) {
        this.journal = journal;
    }

    /** Changes. */
    public Committed<Incident> change(Caller caller, IncidentId incident, Severity severity, String reason) {
        return journal.transact(tx -> {
            CaseFile file =
                    CaseFile.open(tx, caller, Act.CHANGE_SEVERITY, incident).requireOpen("change the severity");
            Severity before = file.incident().severity();
            if (before.equals(severity)) {
                throw new BreakwaterException(Code.WRONG_STATE, "the severity is " + severity.level() + " already");
            }
            ContentRef why = file.keep("the reason", reason);
            file.append(new IncidentSeverityChanged(incident, before, severity, why, caller.person()));
            return file.save(file.incident().withSeverity(severity));
        });
    }
}
