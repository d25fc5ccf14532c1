package io.breakwater.detect.scan;

import java.time.Instant;

/**
 * Where something stands among others: by time, then by name, then by where it came from. Total, so that the order never
 * depends on which thread was first.
 */
record SortKey(Instant time, String id, String source, long index) implements Comparable<SortKey> {
    @Override
    public int compareTo(SortKey other) {
        int byTime = time.compareTo(other.time);
        if (byTime != 0) {
            return byTime;
        }
        int byId = id.compareTo(other.id);
        if (byId != 0) {
            return byId;
        }
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Long.compare(index, other.index);
    }
}
