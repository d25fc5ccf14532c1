package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.event;
import static io.breakwater.detect.sigma.Given.sound;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.correlation.CorrelationLimits;
import io.breakwater.detect.sigma.correlation.CorrelationLoss;
import io.breakwater.detect.sigma.correlation.CorrelationMatch;
import io.breakwater.detect.sigma.correlation.Correlator;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A stream of events into the correlations of some documents, about the rules {@code a}, {@code b} and {@code c}. */
final class CorrelatedStream {
    private static final Instant START = Instant.parse("2026-11-21T03:12:00Z");
    static final String RULES = base("a") + "\n---\n" + base("b") + "\n---\n" + base("c");

    static String base(String name) {
        return "title: " + name + "\nname: " + name + "\nlogsource: {product: aws}\ndetection: {s: {n: " + name
                + "}, condition: s}";
    }

    static String correlation(String name, String section) {
        return "title: " + name + "\nname: " + name + "\ncorrelation:\n" + section.indent(2);
    }

    static final String TEMPORAL = """
            type: temporal
            rules: [a, b, c]
            group-by: [u]
            timespan: 10s
            """;

    static final String THREE_A = correlation("many", """
            type: event_count
            rules: [a]
            group-by: [u]
            timespan: 10s
            condition: {gte: 3}
            """);

    private final RuleSet set;
    private final Matcher matcher;
    private final Correlator<String> correlator;
    private final List<CorrelationMatch<String>> matches = new ArrayList<>();

    CorrelatedStream(CorrelationLimits limits, String... documents) {
        set = sound(RULES, String.join("\n---\n", documents));
        matcher = Plan.of(set).matcher();
        correlator = new Correlator<>(set, limits, String::length, matches::add);
    }

    CorrelatedStream(String... documents) {
        this(CorrelationLimits.usual(), documents);
    }

    /** An event so many seconds after the start: its name, and its other fields as JSON. */
    CorrelatedStream at(int seconds, String name, String more) {
        EventRecord record = event("{\"n\":\"" + name + "\"" + (more.isEmpty() ? "" : "," + more) + "}");
        correlator.accept(
                START.plusSeconds(seconds),
                matcher.match(record).toArray(),
                RawRecord.of(record.copy()),
                record,
                name + seconds);
        return this;
    }

    CorrelatedStream end() {
        correlator.finish();
        return this;
    }

    List<String> found() {
        return matches.stream()
                .map(match -> set.info(match.number()).title() + match.group().values() + "=" + match.figure()
                        + match.events())
                .toList();
    }

    List<CorrelationLoss> losses() {
        return correlator.losses();
    }
}
