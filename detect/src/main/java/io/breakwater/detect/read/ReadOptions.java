package io.breakwater.detect.read;

import java.util.List;

/**
 * How logs are read.
 *
 * @param formats what may be found, in the order in which it is asked for
 * @param platformInflater whether the platform's libdeflate is used, where there is one and it is worth its time
 * @param threads how many files are read at a time; at least one
 */
public record ReadOptions(List<Format> formats, boolean platformInflater, int threads) {
    public ReadOptions {
        formats = List.copyOf(formats);
        if (threads < 1) {
            throw new IllegalArgumentException("a reading needs at least one thread");
        }
    }

    /** These formats, on all cores of the machine. */
    public static ReadOptions of(List<Format> formats) {
        return new ReadOptions(formats, true, Runtime.getRuntime().availableProcessors());
    }

    /** The same with another number of threads. */
    public ReadOptions withThreads(int number) {
        return new ReadOptions(formats, platformInflater, number);
    }

    /** The same with {@code java.util.zip} alone. */
    public ReadOptions withoutPlatformInflater() {
        return new ReadOptions(formats, false, threads);
    }
}
