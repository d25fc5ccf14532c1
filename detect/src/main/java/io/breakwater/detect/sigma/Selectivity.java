package io.breakwater.detect.sigma;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.match.TextPattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often a field has a value, roughly: what an event is called tells more than who made it, and a long word more than a
 * short one. Wrong figures cost time, never a match.
 */
final class Selectivity {
    private static final double UNKNOWN = 0.1;
    private static final double PER_LETTER = 0.6;
    private static final double LEAST = 0.01;
    private static final Map<String, Double> BY_LAST_KEY = Map.ofEntries(
            Map.entry("eventname", 0.001),
            Map.entry("operationname", 0.001),
            Map.entry("operation", 0.001),
            Map.entry("activitydisplayname", 0.001),
            Map.entry("message", 0.01),
            Map.entry("riskeventtype", 0.01),
            Map.entry("errorcode", 0.02),
            Map.entry("resulttype", 0.05),
            Map.entry("eventsource", 0.05),
            Map.entry("category", 0.2),
            Map.entry("type", 0.3),
            Map.entry("eventtype", 0.4),
            Map.entry("readonly", 0.5),
            Map.entry("status", 0.5));

    private Selectivity() {}

    /** Of a value that is like one of these. */
    static double of(List<TextPattern> patterns) {
        return Math.min(1, patterns.stream().mapToDouble(Selectivity::of).sum());
    }

    private static double of(TextPattern pattern) {
        return Math.max(LEAST, Math.pow(PER_LETTER, pattern.shortest()));
    }

    /** Of a field that has one given value. */
    static double of(FieldPath path) {
        List<String> keys = path.keys();
        return BY_LAST_KEY.getOrDefault(keys.get(keys.size() - 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
