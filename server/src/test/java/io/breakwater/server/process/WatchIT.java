package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A server that watches a folder of logs. */
class WatchIT {
    private static final int FILES = 30;
    private static final int KILLS = 2;
    private static final long PATIENCE_MILLIS = 60_000;

    private final CloudLog logs = CloudLog.fresh();

    static void await(BooleanSupplier there) {
        for (long waited = 0; !there.getAsBoolean(); waited += 100) {
            assertThat(waited).as("milliseconds waited").isLessThan(PATIENCE_MILLIS);
            ServerProcess.pause(100);
        }
    }

    private static List<JsonNode> facts(ServerProcess server, String type) {
        return server.admin().all("/api/v1/ledger/facts").stream()
                .filter(fact -> fact.toString().contains("io.breakwater." + type + ".v1"))
                .toList();
    }

    @Test
    @DisplayName("killed while logs come in: every file is one batch, every event one finding")
    void killedWhileLogsComeIn_nothingIsLost_andNothingDoubled() {
        Random random = new Random(17);
        ServerProcess server = ServerProcess.startFresh(logs.setting());
        try {
            for (int i = 0; i < FILES; i++) {
                logs.bucketOpened("event-" + i, "mallory");
                if (i % (FILES / KILLS) == FILES / KILLS - 1) {
                    ServerProcess.pause(200 + random.nextInt(400));
                    server.kill();
                    server = server.restart(logs.setting());
                }
            }
            ServerProcess last = server;
            await(() -> facts(last, "LogBatchSeen").size() >= FILES);
            last.stop();
            server = last.restart(logs.setting());
            // What the restarted server would do again it does before it takes this one.
            logs.bucketOpened("event-last", "mallory");
            ServerProcess again = server;
            await(() -> facts(again, "LogBatchSeen").toString().contains("event-last.json"));

            assertThat(facts(again, "LogBatchSeen")).hasSize(FILES + 1);
            assertThat(facts(again, "FindingRaised")).hasSize(FILES + 1);
        } finally {
            server.erase();
        }
    }
}
