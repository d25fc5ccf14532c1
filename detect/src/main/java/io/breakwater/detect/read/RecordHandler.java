package io.breakwater.detect.read;

/**
 * What is done with every record. Each thread of a {@link Reading} has its own, and a file's records come to one of them,
 * in the file's order.
 */
@FunctionalInterface
public interface RecordHandler {
    /** One event. The argument is reused: what is to be kept is taken out now ({@link SeenRecord#event}). */
    void record(SeenRecord seen);

    /** The file whose records came last has been read to its end, or as far as it could be. */
    default void fileEnds(FileReport report) {}
}
