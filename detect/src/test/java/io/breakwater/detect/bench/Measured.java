package io.breakwater.detect.bench;

import java.util.Locale;

/**
 * What one way of reading a corpus takes: the median of the rounds, by the clock and in CPU seconds of this process. On a
 * machine that others use too, the CPU seconds are the ones to compare.
 */
record Measured(String what, int threads, double seconds, double cpuSeconds, long events, long bytes) {
    Measured print() {
        System.out.printf(
                Locale.ROOT,
                "%-46s %d thread%s %8.2f s, %8.2f CPU s %10.0f events/s %7.0f MB/s %10.0f events a CPU second%n",
                what,
                threads,
                threads == 1 ? " " : "s",
                seconds,
                cpuSeconds,
                events / seconds,
                bytes / seconds / 1e6,
                events / cpuSeconds);
        return this;
    }

    /** How many times as fast as the other, by the clock and by CPU seconds, for the same work on as many events. */
    void against(Measured other) {
        double clock = events / seconds / (other.events / other.seconds);
        double cpu = events / cpuSeconds / (other.events / other.cpuSeconds);
        System.out.printf(
                Locale.ROOT, "%-46s %6.2f x by the clock, %6.2f x by CPU: %s%n", what, clock, cpu, other.what());
    }
}
