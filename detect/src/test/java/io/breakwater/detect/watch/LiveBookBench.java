package io.breakwater.detect.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.model.IncidentId;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What 100,000 grants cost the watch: to take up one that changed, to find that nothing did, and in memory. See {@code
 * bench/watch}.
 */
class LiveBookBench {
    private static final int GRANTS = Integer.getInteger("breakwater.grants", 100_000);
    private static final int PEOPLE = 500;
    private static final int RUNS = 50;
    private static final double MILLIS = 1e6;

    private final MemoryJournal journal = new MemoryJournal();
    private final Emergency emergency = new Emergency(journal);
    private final IncidentId incident = emergency.declared(1, "2026-07-01T09:30:00Z");

    @Test
    void grantsAtHand() {
        for (int i = 0; i < GRANTS; i++) {
            opened(i);
        }
        long before = used();
        LiveBook live = Watching.live(journal);
        long start = System.nanoTime();
        live.now();
        double read = (System.nanoTime() - start) / MILLIS;
        long memory = used() - before;
        long[] changed = new long[RUNS];
        long[] same = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            opened(GRANTS + run);
            long from = System.nanoTime();
            JournalBook book = live.now();
            changed[run] = System.nanoTime() - from;
            assertThat(live.now()).isSameAs(book);
            same[run] = System.nanoTime() - from - changed[run];
        }
        System.out.printf(
                "%d grants at hand: one changed p50 %.1f ms, p99 %.1f ms; nothing changed p50 %.2f ms; read at the start in %.0f ms; %d MB%n",
                GRANTS, at(changed, 50), at(changed, 99), at(same, 50), read, memory >> 20);
    }

    private void opened(int number) {
        emergency.opened(number, incident, "person-" + number % PEOPLE, "bw-" + number, "2026-07-01T09:50:00Z");
    }

    private static long used() {
        System.gc();
        return Optional.of(Runtime.getRuntime())
                .map(runtime -> runtime.totalMemory() - runtime.freeMemory())
                .orElseThrow();
    }

    private static double at(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / MILLIS;
    }
}
