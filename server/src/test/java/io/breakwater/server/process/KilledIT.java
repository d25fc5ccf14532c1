package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The server process is killed, stopped and started again. */
class KilledIT {
    /** More with {@code -Dbreakwater.kills=…}; see bench/kill9-access. */
    private static final int KILLS = Integer.getInteger("breakwater.kills", 3);

    private static final long PATIENCE_NANOS = 150_000_000_000L;

    @Test
    void aCleanStop_isOnTheRecord_andLeavesNothingRunning() throws Exception {
        ServerProcess first = ServerProcess.startFresh();
        long postgres = Long.parseLong(Files.readAllLines(Files.walk(first.data())
                        .filter(file -> file.endsWith("postmaster.pid"))
                        .findFirst()
                        .orElseThrow())
                .get(0)
                .strip());
        assertThat(first.admin().get("/api/v1/me").status()).isEqualTo(200);
        assertThat(first.stop()).isIn(0, 143);
        assertThat(first.data().resolve("server.json")).doesNotExist();
        assertThat(ProcessHandle.of(postgres).filter(ProcessHandle::isAlive)).isEmpty();

        ServerProcess second = first.restart();
        try {
            assertThat(second.admin().get("/api/v1/ledger/facts").text()).contains("ServerStopped");
        } finally {
            second.erase();
        }
    }

    @Test
    @DisplayName(
            "killed at random points while access is asked for and ended: no receipt lost, no account without a receipt")
    void killedAtRandomPoints_nothingIsLost_andNothingIsOpenWithoutAReceipt() throws Exception {
        long seed = Long.getLong("breakwater.seed", System.nanoTime());
        Random random = new Random(seed);
        ServerProcess server = ServerProcess.startFresh("practice=true");
        Emergency people = Emergency.on(server);
        String incident = people.declare();
        List<String> acknowledged = new ArrayList<>();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                acknowledged.addAll(workUntilKilled(server, people, incident, random.nextInt(1500)));
                requireReceipts(server, people);
                server = server.restart("practice=true");
                people = people.at(server);
                for (String grant : acknowledged) {
                    assertThat(people.dana().get("/api/v1/grants/" + grant).status())
                            .as("acknowledged, seed " + seed)
                            .isEqualTo(200);
                }
            }
            allEnds(people, incident);
            assertThat(accounts(server)).as("seed " + seed).isEmpty();
        } finally {
            server.erase();
        }
    }

    private static List<String> workUntilKilled(ServerProcess server, Emergency people, String incident, int millis) {
        List<String> acknowledged = new ArrayList<>();
        Thread killer = new Thread(() -> {
            ServerProcess.pause(millis);
            server.kill();
        });
        killer.start();
        try {
            while (server.isAlive()) {
                String grant = people.brokenGlass(incident).get("id").asText();
                acknowledged.add(grant);
                people.alice().post("/api/v1/grants/" + grant + "/end", "{}").ok();
            }
        } catch (java.io.UncheckedIOException killed) {
            // The connection was cut, as it should be.
        }
        try {
            killer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return acknowledged;
    }

    /** After the restart the journal is asked: every account that was at the target has its intent on the record. */
    private static void requireReceipts(ServerProcess killed, Emergency people) {
        AtomicReference<List<String>> unexplained = new AtomicReference<>(List.of());
        ServerProcess server = killed.restart("practice=true");
        try {
            List<String> accounts = accounts(server);
            String intended = people.at(server)
                    .dana()
                    .get("/api/v1/grants?limit=1000")
                    .ok()
                    .toString();
            unexplained.set(accounts.stream()
                    .filter(account -> !intended.contains("\"account\":\"" + account + "\""))
                    .toList());
        } finally {
            server.kill();
        }
        assertThat(unexplained.get()).isEmpty();
    }

    private static List<String> accounts(ServerProcess server) {
        try {
            String port =
                    Files.readString(server.data().resolve("practice-port")).strip();
            String password = Files.readString(server.data().resolve("practice-broker.password"))
                    .strip();
            return new Target("127.0.0.1", port, "orders").accounts(password);
        } catch (java.io.IOException | java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was cut off while it was opened is ended by the clock, after its patience, and proven. */
    private static void allEnds(Emergency people, String incident) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<String> open;
        do {
            open = open(people, incident);
            for (String grant : open) {
                people.alice().post("/api/v1/grants/" + grant + "/end", "{}");
            }
            if (!open.isEmpty()) {
                ServerProcess.pause(1000);
            }
        } while (!open.isEmpty() && System.nanoTime() < end);
        assertThat(open).as("still not proven closed").isEmpty();
    }

    private static List<String> open(Emergency people, String incident) {
        JsonNode grants = people.dana()
                .get("/api/v1/grants?limit=1000&incident=" + incident)
                .ok()
                .get("items");
        return StreamSupport.stream(grants.spliterator(), false)
                .filter(grant -> List.of("INTENDED", "ACTIVE", "ENDING", "APPROVED", "BYPASSED")
                        .contains(grant.get("state").asText()))
                .map(grant -> grant.get("id").asText())
                .toList();
    }
}
