package io.breakwater.detect.scan;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where something stands among others: by time, then by name, then by where it came from. Total, so that the order never
 * depends on which thread was first.
 */
record SortKey(Instant time, String id, String source, long index) implements Comparable<SortKey> {
    private static final Comparator<SortKey> ORDER = Comparator.comparing(SortKey::time)
            .thenComparing(SortKey::id)
            .thenComparing(SortKey::source)
            .thenComparingLong(SortKey::index);

    @Override
    public int compareTo(SortKey other) {
        return ORDER.compare(this, other);
    }
}
