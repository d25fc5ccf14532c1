package io.breakwater.document;

import java.util.List;
import java.util.Map;

/** One node of a YAML document and where it stands; lines and columns from 1. */
public sealed interface Yaml {
    /** From 1. */
    int line();

    /** From 1, in code points. */
    int column();

    /** A mapping; {@code keys} says where each key stands. */
    record Mapping(int line, int column, Map<String, Yaml> fields, Map<String, Place> keys) implements Yaml {
        /** Where the key stands, or the mapping itself when it is not there. */
        public Place placeOf(String key) {
            return keys.getOrDefault(key, new Place(line, column));
        }

        /** An empty mapping where the key would be. */
        public Mapping emptyAt(String key) {
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

    /** The node as a mapping; an empty one when it is something else, for who goes on to see what else is wrong. */
    default Mapping asMapping() {
        return this instanceof Mapping mapping ? mapping : new Mapping(line(), column(), Map.of(), Map.of());
    }
}
