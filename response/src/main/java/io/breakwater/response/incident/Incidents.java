package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The incidents, as a person who may read them sees them.
 *
 * <p>Fails with {@code NOT_ALLOWED} before it says whether there is an incident of some name.
 */
public final class Incidents {
    private final Journal journal;

    public Incidents(Journal journal) {
        this.journal = journal;
    }

    /** One incident with its version; {@code NOT_FOUND} when there is none. */
    public Stored<Incident> find(Caller caller, IncidentId incident) {
        return journal.read(tx -> {
            CaseFile.requireReader(tx, caller);
            return tx.state()
                    .find(Incident.class, incident.value())
                    .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no incident " + incident));
        });
    }

    /** Incidents in order of their numbers, after the one named; {@code ""} for the beginning. */
    public List<Stored<Incident>> list(Caller caller, Optional<IncidentStatus> status, String after, int limit) {
        return journal.read(tx -> {
            CaseFile.requireReader(tx, caller);
            Map<String, Object> matching = status.<Map<String, Object>>map(s -> Map.of("status", s.name()))
                    .orElse(Map.of());
            return tx.state().list(Incident.class, matching, after, limit);
        });
    }

    /** The title, unless it was erased. */
    public Optional<String> title(Incident incident) {
        return journal.content(incident.title())
                .map(content -> new String(content.bytes(), java.nio.charset.StandardCharsets.UTF_8));
    }
}
