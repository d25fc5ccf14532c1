package io.breakwater.detect.sigma.correlation;

import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.rule.Correlation;
import io.breakwater.detect.sigma.rule.Correlation.Condition;
import io.breakwater.detect.sigma.rule.Correlation.Type;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** One correlation, and the windows of its groups. */
final class Lane<T> {
    /** A match on its way to who asked for it and to outer correlations. */
    record Matched<T>(CorrelationMatch<T> match, Optional<RawRecord> last) {}

    private static final int ENTRY_WEIGHT = 300;

    private final int number;
    private final Correlation correlation;
    private final boolean feedsOthers;
    private final CorrelationLimits limits;
    private final ToIntFunction<T> weights;
    private final Figures figures;
    private final boolean atOnce;
    private final List<String> counted;
    private final Map<List<String>, Window<T>> windows;
    private final FieldTexts texts;
    private int held;
    private long weight;
    private long forgotten;
    private long withoutGroup;
    private long notNumbers;

    /** @param weights what an event takes of the memory, in bytes, about */
    Lane(int number, RuleSet rules, boolean feedsOthers, CorrelationLimits limits, ToIntFunction<T> weights) {
        this.weights = weights;
        this.number = number;
        this.correlation = rules.correlations().get(number - rules.rules().size());
        this.texts = new FieldTexts(rules);
        this.feedsOthers = feedsOthers;
        this.limits = limits;
        this.figures = new Figures(correlation);
        this.atOnce = figures.isKnownAtOnce();
        this.counted = correlation.condition() instanceof Condition.Bounded bounded ? bounded.fields() : List.of();
        // The eldest is the group that was quiet longest, or the window that opened first.
        this.windows = new LinkedHashMap<>(16, 0.75f, atOnce);
    }

    int number() {
        return number;
    }

    /** What it takes of the memory, in bytes, about. */
    long weight() {
        return weight;
    }

    CorrelationLoss loss() {
        return new CorrelationLoss(number, forgotten, withoutGroup, notNumbers);
    }

    /** Takes an occurrence that some of this correlation's sources matched. */
    void accept(Occurrence<T> occurrence, Consumer<Matched<T>> out) {
        Map<List<String>, BitSet> groups = groups(occurrence);
        if (groups.isEmpty()) {
            return;
        }
        List<String> value = value(occurrence);
        Optional<RawRecord> record = feedsOthers ? Optional.of(occurrence.raw()) : Optional.empty();
        int entryWeight = weight(value, record, occurrence.events());
        groups.forEach((group, sources) -> {
            Window<T> window = windows.computeIfAbsent(group, key -> new Window<>(correlation));
            release(window);
            window.add(new Entry<>(
                    occurrence.at(), sources, value, record, occurrence.events(), entryWeight + weight(group)));
            if (atOnce) {
                window.dropBefore(occurrence.at().minus(correlation.timespan()));
            }
            hold(window);
            if (atOnce) {
                decide(group, window).ifPresent(matched -> {
                    windows.remove(group);
                    release(window);
                    out.accept(matched);
                });
            }
        });
        forgetSurplus();
    }

    private int weight(List<String> value, Optional<RawRecord> record, List<T> events) {
        int sum = ENTRY_WEIGHT + weight(value) + record.map(RawRecord::weight).orElse(0);
        for (T event : events) {
            sum += weights.applyAsInt(event);
        }
        return sum;
    }

    private static int weight(List<String> texts) {
        return texts.stream().mapToInt(String::length).sum();
    }

    private void hold(Window<T> window) {
        held += window.size();
        weight += window.weight();
    }

    private void release(Window<T> window) {
        held -= window.size();
        weight -= window.weight();
    }

    private Map<List<String>, BitSet> groups(Occurrence<T> occurrence) {
        Map<List<String>, BitSet> groups = new LinkedHashMap<>();
        for (int place = 0; place < correlation.sources().size(); place++) {
            int source = correlation.sources().get(place);
            if (occurrence.sources().get(source)) {
                List<List<String>> keys = texts.combinations(
                        occurrence.record(), occurrence.group(), source, fields(correlation.groupBy(), source));
                withoutGroup += keys.isEmpty() ? 1 : 0;
                for (List<String> key : keys) {
                    groups.computeIfAbsent(key, absent -> new BitSet()).set(place);
                }
            }
        }
        return groups;
    }

    private List<String> fields(List<String> names, int source) {
        if (correlation.aliases().isEmpty()) {
            return names;
        }
        return names.stream()
                .map(name -> correlation.aliases().getOrDefault(name, Map.of()).getOrDefault(source, name))
                .toList();
    }

    private List<String> value(Occurrence<T> occurrence) {
        if (counted.isEmpty()) {
            return List.of();
        }
        int source = occurrence.sources().stream()
                .filter(correlation.sources()::contains)
                .findFirst()
                .orElseThrow();
        List<List<String>> values =
                texts.combinations(occurrence.record(), occurrence.group(), source, fields(counted, source));
        if (values.isEmpty()) {
            return List.of();
        } else if (correlation.type() != Type.VALUE_COUNT
                && !isNumber(values.get(0).get(0))) {
            notNumbers++;
            return List.of();
        }
        return values.get(0);
    }

    private static boolean isNumber(String text) {
        return text.length() <= 40 && text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,2})?");
    }

    /** Closes the windows that were open for the whole time span, and forgets groups that were quiet for as long. */
    void closeBefore(Instant now, Consumer<Matched<T>> out) {
        if (windows.isEmpty()) {
            return;
        }
        Instant earliest = now.minus(correlation.timespan());
        List<Matched<T>> matches = new ArrayList<>();
        Iterator<Map.Entry<List<String>, Window<T>>> eldest = windows.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<List<String>, Window<T>> next = eldest.next();
            Window<T> window = next.getValue();
            Instant decisive = atOnce ? window.last().at() : window.first();
            if (!decisive.isBefore(earliest)) {
                break;
            }
            if (!atOnce) {
                decide(next.getKey(), window).ifPresent(matches::add);
            }
            release(window);
            eldest.remove();
        }
        matches.forEach(out);
    }

    private Optional<Matched<T>> decide(List<String> group, Window<T> window) {
        return figures.match(window).map(figure -> {
            Map<String, String> named = new LinkedHashMap<>();
            for (int i = 0; i < group.size(); i++) {
                named.put(correlation.groupBy().get(i), group.get(i));
            }
            Entry<T> last = window.last();
            return new Matched<>(
                    new CorrelationMatch<>(number, named, window.first(), last.at(), figure, window.events()),
                    last.record());
        });
    }

    private void forgetSurplus() {
        while (windows.size() > limits.groups() || held > limits.events()) {
            forgetEldest();
        }
    }

    /** Forgets the group that was quiet longest. There is one. */
    void forgetEldest() {
        Iterator<Window<T>> eldest = windows.values().iterator();
        release(eldest.next());
        eldest.remove();
        forgotten++;
    }
}
