package io.breakwater.ledger;

import io.breakwater.model.Actor;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A fact in its CloudEvents 1.0 envelope.
 *
 * <p>Attributes on the wire: {@code specversion}, {@code id}, {@code source} (the log's origin), {@code type}, {@code
 * time} (RFC 3339, UTC, microseconds), {@code datacontenttype}, {@code data}; extensions {@code actor}, {@code
 * actorvia}, {@code incident}, {@code incidentseq}.
 *
 * @param sequence the fact's number in its incident's population, from 1
 */
public record Envelope(
        FactId id,
        String source,
        String type,
        Instant time,
        Actor actor,
        Optional<IncidentId> incident,
        OptionalLong sequence,
        Fact fact) {
    /** The envelope of a fact that goes on the record now; type and incident are the fact's own. */
    public static Envelope of(FactId id, String source, Instant time, Actor actor, OptionalLong sequence, Fact fact) {
        return new Envelope(id, source, FactCodec.typeOf(fact), time, actor, fact.population(), sequence, fact);
    }
}
