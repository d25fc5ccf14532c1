package io.breakwater.detect.read;

import java.util.List;

/**
 * How logs are read.
 *
 * @param formats what may be found, in the order in which it is asked for
 * @param threads how many files are read at a time; at least one
 */
public record ReadOptions(List<Format> formats, int threads) {
    public ReadOptions {
        formats = List.copyOf(formats);
        if (threads < 1) {
            throw new IllegalArgumentException("a reading needs at least one thread");
        }
    }

    /** These formats, on all cores of the machine. */
    public static ReadOptions of(List<Format> formats) {
        return new ReadOptions(formats, Runtime.getRuntime().availableProcessors());
    }

    /** The same with another number of threads. */
    public ReadOptions withThreads(int number) {
        return new ReadOptions(formats, number);
    }
}
