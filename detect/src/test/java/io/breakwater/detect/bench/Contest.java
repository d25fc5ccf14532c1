package io.breakwater.detect.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Several ways of doing the same work, in turns: what else the machine does in the meantime then hits all of them. */
final class Contest {
    private static final com.sun.management.OperatingSystemMXBean CPU =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    private final int rounds;
    private final List<Way> ways = new ArrayList<>();

    Contest(int rounds) {
        this.rounds = rounds;
    }

    /** What one turn took. */
    record Cost(double seconds, double cpuSeconds) {}

    private record Way(String what, int threads, Supplier<Cost> turn, List<Cost> costs) {
        double median(ToDoubleFunction<Cost> part) {
            double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    /** Work in this process. */
    Contest here(String what, int threads, Runnable work) {
        return add(what, threads, () -> {
            long from = System.nanoTime();
            long cpuFrom = CPU.getProcessCpuTime();
            work.run();
            return new Cost((System.nanoTime() - from) / 1e9, (CPU.getProcessCpuTime() - cpuFrom) / 1e9);
        });
    }

    /** Work that tells itself what it took. */
    Contest add(String what, int threads, Supplier<Cost> turn) {
        ways.add(new Way(what, threads, turn, new ArrayList<>()));
        return this;
    }

    /** Each once to warm up, then so many rounds; the medians, in the order in which the ways were added. */
    List<Measured> run(long events, long bytes) {
        ways.forEach(way -> way.turn().get());
        for (int i = 0; i < rounds; i++) {
            ways.forEach(way -> way.costs().add(way.turn().get()));
        }
        return ways.stream()
                .map(way -> new Measured(
                                way.what(),
                                way.threads(),
                                way.median(Cost::seconds),
                                way.median(Cost::cpuSeconds),
                                events,
                                bytes)
                        .print())
                .toList();
    }
}
