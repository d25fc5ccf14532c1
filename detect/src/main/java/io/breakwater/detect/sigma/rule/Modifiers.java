package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Comparison;
import io.breakwater.detect.sigma.match.TimeTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The modifiers after a field's name, in their order (Sigma modifiers 2.1.0). */
record Modifiers(List<String> names) {
    private static final Map<String, String> LONG_FORMS =
            Map.of("ignorecase", "i", "multiline", "m", "dotall", "s", "utf16le", "wide");

    /** What the value is taken for, and which modifiers go with that. */
    enum Kind {
        TEXT(Set.of(
                "contains",
                "startswith",
                "endswith",
                "cased",
                "base64",
                "base64offset",
                "wide",
                "utf16",
                "utf16be",
                "windash",
                "expand")),
        REGEX(Set.of("re", "i", "m", "s", "contains", "startswith", "endswith", "expand")),
        NETWORK(Set.of("cidr", "expand")),
        NUMBER(Set.of("lt", "lte", "gt", "gte")),
        TIME(Set.of("minute", "hour", "day", "week", "month", "year", "lt", "lte", "gt", "gte")),
        FIELD(Set.of("fieldref", "contains", "startswith", "endswith", "cased")),
        EXISTENCE(Set.of("exists"));

        private final Set<String> own;

        Kind(Set<String> own) {
            this.own = own;
        }

        private boolean goesWith(String modifier) {
            return own.contains(modifier) || this != EXISTENCE && (modifier.equals("all") || modifier.equals("neq"));
        }
    }

    private static final Map<String, Kind> DECIDING = deciding();

    private static Map<String, Kind> deciding() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("exists", Kind.EXISTENCE);
        kinds.put("fieldref", Kind.FIELD);
        kinds.put("re", Kind.REGEX);
        kinds.put("cidr", Kind.NETWORK);
        Set.of("minute", "hour", "day", "week", "month", "year").forEach(part -> kinds.put(part, Kind.TIME));
        return kinds;
    }

    static Modifiers of(List<String> written) {
        return new Modifiers(written.stream()
                .map(name -> LONG_FORMS.getOrDefault(name, name))
                .toList());
    }

    /** Every modifier there is, in the order of the alphabet. */
    static Set<String> known() {
        Set<String> known = new TreeSet<>(Set.of("all", "neq"));
        for (Kind kind : Kind.values()) {
            known.addAll(kind.own);
        }
        known.addAll(LONG_FORMS.keySet());
        return known;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    Kind kind() {
        for (Map.Entry<String, Kind> deciding : DECIDING.entrySet()) {
            if (has(deciding.getKey())) {
                return deciding.getValue();
            }
        }
        return comparison().isPresent() ? Kind.NUMBER : Kind.TEXT;
    }

    /** The first modifier that makes no sense with what the others make of the value. */
    Optional<String> misfit() {
        Kind kind = kind();
        return names.stream().filter(name -> !kind.goesWith(name)).findFirst();
    }

    Optional<Comparison> comparison() {
        return names.stream()
                .filter(name -> !name.equals("neq"))
                .flatMap(name -> Comparison.named(name).stream())
                .findFirst();
    }

    Optional<TimeTest.Part> timePart() {
        return names.stream()
                .flatMap(name -> TimeTest.Part.named(name).stream())
                .findFirst();
    }
}
