package io.breakwater.detect.sigma.correlation;

import io.breakwater.detect.sigma.rule.Correlation;
import io.breakwater.detect.sigma.rule.Correlation.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events of one group that are still of interest, in the order of time. What is asked after every event is kept up to
 * date with it: a group of fifty thousand events must not be gone through fifty thousand times.
 */
final class Window<T> {
    private final Deque<Entry<T>> entries = new ArrayDeque<>();
    private final Map<List<String>, Integer> distinct = new HashMap<>(2);
    private final int[] seen;
    private final boolean isSum;
    private long weight;
    /** Kept only where the order is asked for: there can be fifty thousand windows. */
    private final Optional<Rows> rows;

    private BigDecimal sum = BigDecimal.ZERO;

    Window(Correlation correlation) {
        this.seen = new int[correlation.sources().size()];
        this.isSum = correlation.type() == Type.VALUE_SUM;
        this.rows = correlation.type() == Type.TEMPORAL_ORDERED ? Optional.of(new Rows(seen.length)) : Optional.empty();
    }

    void add(Entry<T> entry) {
        entries.addLast(entry);
        count(entry, 1);
        rows.ifPresent(row -> row.add(entry.at(), entry.sources()));
    }

    private void count(Entry<T> entry, int by) {
        entry.sources().stream().forEach(source -> seen[source] += by);
        weight += (long) by * entry.weight();
        if (!entry.value().isEmpty()) {
            distinct.merge(entry.value(), by, (was, more) -> was + more == 0 ? null : was + more);
            if (isSum) {
                BigDecimal number = new BigDecimal(entry.value().get(0));
                sum = by > 0 ? sum.add(number) : sum.subtract(number);
            }
        }
    }

    int size() {
        return entries.size();
    }

    /** What it takes of the memory, in bytes, about. */
    long weight() {
        return weight;
    }

    Instant first() {
        return entries.getFirst().at();
    }

    Entry<T> last() {
        return entries.getLast();
    }

    /** Drops what happened before. */
    void dropBefore(Instant earliest) {
        while (!entries.isEmpty() && entries.getFirst().at().isBefore(earliest)) {
            count(entries.removeFirst(), -1);
        }
    }

    List<T> events() {
        List<T> events = new ArrayList<>();
        entries.forEach(entry -> events.addAll(entry.events()));
        return events;
    }

    List<List<String>> values() {
        return entries.stream()
                .map(Entry::value)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    int distinctValues() {
        return distinct.size();
    }

    BigDecimal sum() {
        return sum;
    }

    BitSet seen() {
        BitSet places = new BitSet(seen.length);
        for (int i = 0; i < seen.length; i++) {
            places.set(i, seen[i] > 0);
        }
        return places;
    }

    /** How many sources were seen in the order of the list, at most. */
    int seenInOrder() {
        return rows.orElseThrow().longest(first());
    }
}
