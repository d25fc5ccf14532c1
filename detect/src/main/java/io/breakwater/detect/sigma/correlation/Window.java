package io.breakwater.detect.sigma.correlation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of one group that are still of interest, in the order of time. */
final class Window<T> {
    private final Deque<Entry<T>> entries = new ArrayDeque<>();
    /** How many entries have each value, and each source: asked after every event, so they are kept. */
    private final Map<List<String>, Integer> counts = new HashMap<>();

    private final List<Integer> bySource = new ArrayList<>();

    void add(Entry<T> entry) {
        entries.addLast(entry);
        count(entry, 1);
    }

    private void count(Entry<T> entry, int by) {
        if (!entry.value().isEmpty()) {
            counts.merge(entry.value(), by, (was, more) -> was + more == 0 ? null : was + more);
        }
        BitSet sources = entry.sources();
        for (int source = sources.nextSetBit(0); source >= 0; source = sources.nextSetBit(source + 1)) {
            while (bySource.size() <= source) {
                bySource.add(0);
            }
            bySource.set(source, bySource.get(source) + by);
        }
    }

    int size() {
        return entries.size();
    }

    Instant first() {
        return entries.getFirst().at();
    }

    Entry<T> last() {
        return entries.getLast();
    }

    /** Drops what happened before; returns how many that were. */
    int dropBefore(Instant earliest) {
        int dropped = 0;
        while (!entries.isEmpty() && entries.getFirst().at().isBefore(earliest)) {
            count(entries.removeFirst(), -1);
            dropped++;
        }
        return dropped;
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
        return counts.size();
    }

    BitSet seen() {
        BitSet seen = new BitSet();
        for (int source = 0; source < bySource.size(); source++) {
            seen.set(source, bySource.get(source) > 0);
        }
        return seen;
    }

    /**
     * How many sources were seen in the order of the list, at most. Events of the same moment have no order, so they are
     * taken in the one that fits.
     */
    int seenInOrder(int sources) {
        int[] longest = new int[sources + 1];
        List<Entry<T>> ordered = entries.stream()
                .sorted(Comparator.comparing(Entry<T>::at)
                        .thenComparingInt(entry -> entry.sources().nextSetBit(0)))
                .toList();
        for (Entry<T> entry : ordered) {
            entry.sources().stream().forEach(source -> {
                int before = 0;
                for (int i = 0; i < source; i++) {
                    before = Math.max(before, longest[i]);
                }
                longest[source] = Math.max(longest[source], before + 1);
            });
        }
        int most = 0;
        for (int length : longest) {
            most = Math.max(most, length);
        }
        return most;
    }
}
