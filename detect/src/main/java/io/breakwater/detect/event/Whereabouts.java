package io.breakwater.detect.event;

/**
 * Where an event was read: the name of the file (or object, or queue) and the record's number in it, from 0. For a record
 * inside an archive or an envelope, the number counts records, not lines.
 */
public record Whereabouts(String source, long index) implements Comparable<Whereabouts> {
    @Override
    public int compareTo(Whereabouts other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Long.compare(index, other.index);
    }
}
