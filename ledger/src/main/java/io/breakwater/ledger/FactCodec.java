package io.breakwater.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import io.breakwater.model.UnknownFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fact in its envelope as the exact bytes that are hashed, and back.
 *
 * <p>The bytes are the canonical JSON (RFC 8785) of a CloudEvents 1.0 event in structured mode. Reading accepts nothing
 * but the bytes that writing would produce, so that no two readings of one leaf are possible.
 */
public final class FactCodec {
    /** Longest leaf: C2SP tlog-tiles gives an entry a 16-bit length. */
    public static final int MAX_LEAF_BYTES = 65_535;

    private static final String TYPE_PREFIX = "io.breakwater.";
    private static final String TYPE_VERSION = ".v1";
    private static final Map<String, Class<?>> TYPES = kinds(Fact.class)
            .filter(kind -> kind != UnknownFact.class)
            .collect(Collectors.toUnmodifiableMap(
                    kind -> TYPE_PREFIX + kind.getSimpleName() + TYPE_VERSION, kind -> kind));

    private FactCodec() {}

    /** The CloudEvents type of a fact. */
    public static String typeOf(Fact fact) {
        return fact instanceof UnknownFact unknown
                ? unknown.type()
                : TYPE_PREFIX + fact.getClass().getSimpleName() + TYPE_VERSION;
    }

    /** The types this version knows, each with the record it is read into. */
    public static Map<String, Class<?>> types() {
        return TYPES;
    }

    /**
     * The bytes of a fact.
     *
     * @throws BreakwaterException {@code TOO_LARGE} beyond {@link #MAX_LEAF_BYTES}; {@code MALFORMED_TEXT} and {@code
     *     MALFORMED_REQUEST} as {@link Json#canonical}
     */
    public static byte[] encode(Envelope envelope) {
        byte[] leaf = Json.canonical(event(envelope));
        if (leaf.length > MAX_LEAF_BYTES) {
            throw new BreakwaterException(
                    Code.TOO_LARGE,
                    "the fact is " + leaf.length + " bytes long; at most " + MAX_LEAF_BYTES
                            + " fit on the ledger: keep long content outside the tree");
        }
        return leaf;
    }

    /**
     * The fact of some bytes.
     *
     * @throws BreakwaterException {@code MALFORMED_REQUEST} when they are not exactly what {@link #encode} writes
     */
    public static Envelope decode(byte[] leaf) {
        try {
            Envelope envelope = envelope((ObjectNode) Json.mapper().readTree(leaf));
            if (!Arrays.equals(encode(envelope), leaf)) {
                throw malformed("its bytes are not the canonical form of what they say", null);
            }
            return envelope;
        } catch (IOException | ClassCastException | IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()), e);
        }
    }

    private static ObjectNode event(Envelope envelope) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", envelope.id().value());
        event.put("source", envelope.source());
        event.put("type", envelope.type());
        event.put("time", ModelModule.written(envelope.time()));
        event.put("datacontenttype", "application/json");
        event.put("actor", envelope.actor().name());
        event.put("actorvia", envelope.actor().via());
        envelope.incident().ifPresent(incident -> event.put("incident", incident.value()));
        envelope.sequence().ifPresent(sequence -> event.put("incidentseq", sequence));
        event.set("data", data(envelope.fact()));
        return event;
    }

    private static JsonNode data(Fact fact) {
        try {
            return fact instanceof UnknownFact unknown
                    ? Json.mapper().readTree(unknown.json())
                    : Json.mapper().valueToTree(fact);
        } catch (JsonProcessingException e) {
            throw malformed(e.getOriginalMessage(), e);
        }
    }

    private static Envelope envelope(ObjectNode event) throws IOException {
        Optional<IncidentId> incident =
                Optional.ofNullable(event.get("incident")).map(name -> new IncidentId(name.textValue()));
        String type = text(event, "type");
        JsonNode data = event.get("data");
        if (data == null || !data.isObject()) {
            throw malformed("it has no object under data", null);
        }
        Envelope envelope = new Envelope(
                new FactId(text(event, "id")),
                text(event, "source"),
                type,
                Json.mapper().convertValue(event.get("time"), Instant.class),
                new Actor(text(event, "actor"), text(event, "actorvia")),
                incident,
                event.hasNonNull("incidentseq")
                        ? OptionalLong.of(event.get("incidentseq").longValue())
                        : OptionalLong.empty(),
                fact(type, data, incident));
        requirePopulation(envelope);
        return envelope;
    }

    private static Fact fact(String type, JsonNode data, Optional<IncidentId> incident) throws IOException {
        Class<?> kind = TYPES.get(type);
        if (kind != null) {
            return (Fact) Json.mapper().treeToValue(data, kind);
        }
        return new UnknownFact(type, new String(Json.canonical(data), StandardCharsets.UTF_8), incident);
    }

    /** The envelope must not file a fact under another incident than its data names. */
    private static void requirePopulation(Envelope envelope) {
        boolean numbered = envelope.sequence().isPresent();
        boolean positive = envelope.sequence().orElse(1) > 0;
        if (!envelope.incident().equals(envelope.fact().population())
                || numbered != envelope.incident().isPresent()
                || !positive) {
            throw malformed("its envelope does not fit the incident of its data", null);
        }
    }

    private static String text(ObjectNode event, String name) {
        JsonNode value = event.get(name);
        if (value == null || !value.isTextual()) {
            throw malformed("it has no text under " + name, null);
        }
        return value.textValue();
    }

    private static BreakwaterException malformed(String why, @Nullable Throwable cause) {
        String message = "not a fact: " + why;
        return cause == null
                ? new BreakwaterException(Code.MALFORMED_REQUEST, message)
                : new BreakwaterException(Code.MALFORMED_REQUEST, message, cause);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FactCodec::kinds)
                : Stream.of(type);
    }
}
