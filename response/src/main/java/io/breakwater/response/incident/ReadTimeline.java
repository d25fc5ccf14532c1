package io.breakwater.response.incident;

import io.breakwater.ledger.Journal;
import io.breakwater.model.Caller;
import io.breakwater.model.IncidentId;
import io.breakwater.response.timeline.Facts;
import io.breakwater.response.timeline.Measures;
import io.breakwater.response.timeline.Timeline;
import java.util.List;

/** Reads the timeline of an incident, for whoever may. Fails with {@code NOT_ALLOWED}, {@code NOT_FOUND}. */
public final class ReadTimeline {
    private final Journal journal;

    public ReadTimeline(Journal journal) {
        this.journal = journal;
    }

    /** The lines after the one with the given number; at most {@code limit}. */
    public List<Timeline.Entry> read(Caller caller, IncidentId incident, long after, int limit) {
        CaseFile.requireMay(journal, caller, Act.READ, incident);
        return new Timeline(journal).after(incident, after, limit);
    }

    /** What the emergency cost in time and hands. */
    public Measures measures(Caller caller, IncidentId incident) {
        CaseFile.requireMay(journal, caller, Act.READ, incident);
        return Measures.of(Facts.of(journal, incident).toList());
    }
}
