package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Journal.Committed;
import io.breakwater.model.Caller;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.IncidentNoted;
import io.breakwater.model.IncidentId;

/**
 * Writes a note into an incident, at any time: after it is closed too.
 *
 * <p>Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}, {@code MALFORMED_TEXT}.
 */
public final class Note {
    private final Journal journal;

    public Note(Journal journal) {
        this.journal = journal;
    }

    /** Writes. */
    public Committed<Incident> write(Caller caller, IncidentId incident, String text) {
        return journal.transact(tx -> {
            CaseFile file = CaseFile.open(tx, caller, Act.NOTE, incident);
            file.append(new IncidentNoted(incident, file.keep("the note", text), caller.person()));
            return file.incident();
        });
    }
}
