package io.breakwater.access.policy;

import java.util.List;
import java.util.Map;

/** One node of a YAML document and where it stands; lines and columns from 1. */
sealed interface Yaml {
    int line();

    int column();

    /** A mapping; {@code keys} says where each key stands. */
    record Mapping(int line, int column, Map<String, Yaml> fields, Map<String, Place> keys) implements Yaml {
        /** Where the key stands, or the mapping itself when it is not there. */
        Place placeOf(String key) {
            return keys.getOrDefault(key, new Place(line, column));
        }

        /** An empty mapping where the key would be. */
        Mapping placeholder(String key) {
            Place place = placeOf(key);
            return new Mapping(place.line(), place.column(), Map.of(), Map.of());
        }
    }

    /** A sequence. */
    record Sequence(int line, int column, List<Yaml> items) implements Yaml {}

    /** A scalar, as it is written. */
    record Scalar(int line, int column, Kind kind, String text) implements Yaml {}

    /** What a scalar means by the JSON schema of YAML 1.2. */
    enum Kind {
        TEXT,
        WHOLE,
        FRACTION,
        TRUTH,
        NOTHING
    }

    /** A place in the document. */
    record Place(int line, int column) {}

    /** The node's own place. */
    default Place place() {
        return new Place(line(), column());
    }

    /** The node as a mapping; an empty one when it is something else, which the schema tells. */
    default Mapping asMapping() {
        return this instanceof Mapping mapping ? mapping : new Mapping(line(), column(), Map.of(), Map.of());
    }
}
