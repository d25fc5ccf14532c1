package io.breakwater.detect.sigma.yaml;

import java.util.List;
import java.util.Optional;

/** One node of a YAML document, and where it stands. */
public sealed interface YamlNode {
    /** Where the node begins. */
    Place place();

    /** A mapping, in its order; keys are unique. */
    record Mapping(Place place, List<Entry> entries) implements YamlNode {
        /** The value of a key. */
        public Optional<YamlNode> find(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }

        /** Where a key stands, or the mapping itself when it is not there. */
        public Place placeOf(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::place)
                    .findFirst()
                    .orElse(place);
        }
    }

    /** One key with its value. */
    record Entry(Place place, String key, YamlNode value) {}

    /** A sequence. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {}

    /**
     * A scalar.
     *
     * @param text as it is written, without quotes and with the escapes of a double-quoted scalar resolved
     * @param plain whether it is written without quotes
     */
    record Scalar(Place place, Kind kind, String text, boolean plain) implements YamlNode {}

    /** What a scalar is by the core schema of YAML 1.2.2, section 10.3. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }
}
