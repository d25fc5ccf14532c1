package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How long it takes from a log that appears in the folder, whole, to its finding on the record, read over the API: a real
 * server process with all shipped rules. See {@code bench/watch}.
 */
class WatchBench {
    private static final int RUNS = Integer.getInteger("breakwater.runs", 100);
    private static final int WARMUP = 10;
    private static final double MILLIS = 1e6;
    private static final int GAP_MILLIS = 250;

    @Test
    void logInTheFolder_toFindingOnTheRecord() {
        CloudLog logs = CloudLog.fresh();
        ServerProcess server = ServerProcess.startFresh(logs.setting());
        Random random = new Random(1);
        long[] taken = new long[RUNS];
        try {
            Api admin = server.admin();
            for (int i = -WARMUP; i < RUNS; i++) {
                // Not in step with the looks at the folder.
                ServerProcess.pause(random.nextInt(GAP_MILLIS));
                long began = System.nanoTime();
                logs.bucketOpened("event-" + (i + WARMUP), "mallory-" + (i + WARMUP));
                while (!admin.get("/api/v1/findings?limit=1000").text().contains("\"event-" + (i + WARMUP) + "\"")) {
                    ServerProcess.pause(5);
                }
                if (i >= 0) {
                    taken[i] = System.nanoTime() - began;
                }
            }
            assertThat(admin.all("/api/v1/findings")).hasSize(RUNS + WARMUP);
        } finally {
            logs.close();
            server.erase();
        }
        Arrays.sort(taken);
        System.out.printf(
                "log in the folder to finding on the record, %d runs: p50 %.0f ms, p99 %.0f ms (goal: p99 < 2000 ms)%n",
                RUNS, at(taken, 50), at(taken, 99));
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / MILLIS;
    }
}
