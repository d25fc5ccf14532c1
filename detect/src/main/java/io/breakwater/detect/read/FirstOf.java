package io.breakwater.detect.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * The first of many in their order, as many as fit into bounded memory. Which ones are kept does not depend on the order
 * in which they come: what was once too much stays out, and so does everything behind it.
 */
final class FirstOf<T> {
    private final TreeSet<T> kept;
    private final Comparator<? super T> order;
    private final int most;
    private final long mostBytes;
    private final ToIntFunction<? super T> bytes;
    private Optional<T> end = Optional.empty();
    private long held;

    /** @param bytes about how much memory one takes */
    FirstOf(Comparator<? super T> order, int most, long mostBytes, ToIntFunction<? super T> bytes) {
        this.kept = new TreeSet<>(order);
        this.order = order;
        this.most = most;
        this.mostBytes = mostBytes;
        this.bytes = bytes;
    }

    void add(T one) {
        boolean isBehind = end.filter(first -> order.compare(one, first) >= 0).isPresent();
        if (!isBehind && kept.add(one)) {
            held += bytes.applyAsInt(one);
            while (kept.size() > most || held > mostBytes) {
                T last = kept.last();
                kept.remove(last);
                held -= bytes.applyAsInt(last);
                end = Optional.of(last);
            }
        }
    }

    /** Whether some are not kept. */
    boolean isCutShort() {
        return end.isPresent();
    }

    /** In their order. */
    List<T> all() {
        return new ArrayList<>(kept);
    }
}
