package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.model.Caller;
import io.breakwater.model.IncidentId;
import io.breakwater.response.readiness.AssessReadiness;
import io.breakwater.response.readiness.Readiness;

/** Tells whoever may know how far an incident is from audit-ready. Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}. */
public final class ReadReadiness {
    private final Journal journal;

    public ReadReadiness(Journal journal) {
        this.journal = journal;
    }

    /** How the incident stands. */
    public Readiness read(Caller caller, IncidentId incident) {
        CaseFile.requireMay(journal, caller, Act.READ, incident);
        return new AssessReadiness(journal).asOfNow(incident);
    }
}
