package io.breakwater.detect.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What one way of reading a corpus takes: the median of the rounds, by the clock and in CPU seconds of this process. On a
 * machine that others use too, the CPU seconds are the ones to compare.
 */
record Measured(String what, int threads, double seconds, double cpuSeconds, long events, long bytes) {
    private static final com.sun.management.OperatingSystemMXBean CPU =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    /** Runs once to warm up, then so many rounds. */
    static Measured of(String what, int threads, long bytes, int rounds, LongSupplier events) {
        long count = events.getAsLong();
        double[] nanos = new double[rounds];
        double[] cpu = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long from = System.nanoTime();
            long cpuFrom = CPU.getProcessCpuTime();
            events.getAsLong();
            cpu[i] = CPU.getProcessCpuTime() - cpuFrom;
            nanos[i] = System.nanoTime() - from;
        }
        Arrays.sort(nanos);
        Arrays.sort(cpu);
        return new Measured(what, threads, nanos[rounds / 2] / 1e9, cpu[rounds / 2] / 1e9, count, bytes).print();
    }

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
