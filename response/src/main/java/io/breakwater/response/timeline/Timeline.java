package io.breakwater.response.timeline;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.Actor;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Sentences;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What happened in an incident, in the order of its own numbers, made only of facts. All times are UTC. */
public final class Timeline {
    private final Journal journal;

    public Timeline(Journal journal) {
        this.journal = journal;
    }

    /**
     * One line of the timeline.
     *
     * @param sequence the fact's number in the incident, from 1, without holes
     * @param position its place in the log, once it has one
     * @param text one sentence for people, on one line
     */
    public record Entry(
            long sequence,
            OptionalLong position,
            Instant time,
            String type,
            Actor actor,
            String text,
            FactId id,
            Fact fact) {}

    /** The lines after the one with the given number; at most {@code limit}. */
    public List<Entry> after(IncidentId incident, long sequence, int limit) {
        return journal.factsOf(incident, sequence, limit).stream()
                .map(this::entry)
                .toList();
    }

    /** The line for a fact. */
    public Entry entry(Recorded recorded) {
        var envelope = recorded.envelope();
        return new Entry(
                envelope.sequence().orElse(0),
                recorded.position(),
                envelope.time(),
                envelope.type(),
                envelope.actor(),
                Sentences.of(envelope.fact(), this::text),
                envelope.id(),
                envelope.fact());
    }

    private Optional<String> text(ContentRef ref) {
        return ref.mediaType().equals(ContentRef.TEXT)
                ? journal.content(ref).map(content -> new String(content.bytes(), StandardCharsets.UTF_8))
                : Optional.of(ref.sizeBytes() + " bytes of " + ref.mediaType());
    }
}
