package io.breakwater.detect.read;

/** Is told how a reading goes on. Called from the reading's threads, one at a time, at most a few times a second. */
@FunctionalInterface
public interface Progress {
    /** For those who do not watch. */
    Progress NONE = state -> {};

    /** How far the reading is. */
    void at(State state);

    /**
     * @param files how many files have been read to their end, or as far as they could be
     * @param filesInAll how many there are
     * @param bytes how many bytes of the files, as they are stored, have been read
     * @param bytesInAll how many there are; 0 when that cannot be known, as with standard input
     * @param records about how many records have been handed on, exactly so at the end
     */
    record State(long files, long filesInAll, long bytes, long bytesInAll, long records) {}
}
