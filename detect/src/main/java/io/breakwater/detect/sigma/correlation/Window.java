package io.breakwater.detect.sigma.correlation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The events of one group that are still of interest, in the order of time. */
final class Window<T> {
    private final Deque<Entry<T>> entries = new ArrayDeque<>();

    void add(Entry<T> entry) {
        entries.addLast(entry);
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
            entries.removeFirst();
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
        Set<List<String>> distinct = new HashSet<>(values());
        return distinct.size();
    }

    BitSet seen() {
        BitSet seen = new BitSet();
        entries.forEach(entry -> seen.or(entry.sources()));
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
