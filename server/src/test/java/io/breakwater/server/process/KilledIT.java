package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.LogVerifier;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.ProofVerifier;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileFolder;
import io.breakwater.ledger.merkle.Trust;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The server process is killed, stopped and started again. */
class KilledIT {
    /** How many ask for access at once, each again as soon as it is ended. */
    private static final int ASKING = 3;

    /** The longest time from the point on that a kill may come. */
    private static final int SPREAD_MILLIS = 500;

    /** More with {@code -Dbreakwater.kills=…}; see bench/kill9-access. */
    private static final int KILLS = Integer.getInteger("breakwater.kills", 25);

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
        Map<String, Acknowledged> all = new LinkedHashMap<>();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                // An incident for each life of the server, so that checking a kill costs the same however many came
                // before.
                String incident = people.declare();
                Acknowledged acknowledged = new Acknowledged();
                all.put(incident, acknowledged);
                workUntilKilled(server, people, incident, acknowledged, random);
                Checkpoint before = published(server);
                server = server.restart("practice=true");
                people = people.at(server);
                requireReceipts(server, people);
                Aftermath.requireOnTheRecord(people, incident, acknowledged.facts());
                requireTheSameLog(server, before);
            }
            requireEverything(server, people, all);
            assertThat(Aftermath.accounts(server)).as("seed " + seed).isEmpty();
        } finally {
            server.erase();
        }
    }

    /** What was acknowledged in each life is still there, and nothing is left open. */
    private static void requireEverything(ServerProcess server, Emergency people, Map<String, Acknowledged> all) {
        all.forEach((incident, acknowledged) -> {
            Aftermath.allEnds(people, incident);
            Aftermath.requireOnTheRecord(people, incident, acknowledged.facts());
        });
        assertThat(all.values().stream().mapToInt(Acknowledged::ends).sum())
                .as("grants from beginning to proven end")
                .isGreaterThan(all.size() / 2);
    }

    /**
     * Kills at a random moment: in two of three lives after a grant was acknowledged from its beginning to its end, so that
     * all ways are warm, and else wherever the first requests are.
     */
    private static void workUntilKilled(
            ServerProcess server, Emergency people, String incident, Acknowledged acknowledged, Random random)
            throws InterruptedException {
        boolean warm = random.nextInt(3) > 0;
        List<Thread> asking = Stream.generate(() -> new Thread(() -> ask(server, people, incident, acknowledged)))
                .limit(ASKING)
                .toList();
        asking.forEach(Thread::start);
        if (warm) {
            acknowledged.awaitAnEnd();
        }
        ServerProcess.pause(random.nextInt(SPREAD_MILLIS));
        server.kill();
        for (Thread thread : asking) {
            thread.join();
        }
        assertThat(acknowledged.trouble()).isEmpty();
    }

    /** Asks for access and ends it, until the server is gone. */
    private static void ask(ServerProcess server, Emergency people, String incident, Acknowledged acknowledged) {
        try {
            while (server.isAlive()) {
                JsonNode grant = people.brokenGlass(incident);
                acknowledged.answered(grant);
                acknowledged.answered(people.alice()
                        .post("/api/v1/grants/" + grant.get("id").asText() + "/end", "{}")
                        .ok());
            }
        } catch (UncheckedIOException killed) {
            // The connection was cut, as it should be.
        } catch (AssertionError refused) {
            acknowledged.failed(refused);
        }
    }

    /** Every account at the target has its intent on the record; accounts first, since the clock goes on opening. */
    private static void requireReceipts(ServerProcess server, Emergency people) {
        List<String> accounts = Aftermath.accounts(server);
        String intended =
                accounts.isEmpty() ? "" : people.dana().all("/api/v1/grants").toString();
        assertThat(accounts).allSatisfy(account -> assertThat(intended).contains("\"account\":\"" + account + "\""));
    }

    private static Path folder(ServerProcess server) {
        return server.data().resolve("published");
    }

    private static Trust trust(ServerProcess server) {
        return Trust.in(LedgerKeys.open(server.data().resolve("keys"), new SecureRandom())
                .log()
                .key());
    }

    private static Checkpoint published(ServerProcess server) throws Exception {
        return trust(server)
                .open(SignedNote.parse(Files.readAllBytes(folder(server).resolve("checkpoint"))));
    }

    /** What is published after the restart is intact as a whole, and goes on from what was published before. */
    private static void requireTheSameLog(ServerProcess server, Checkpoint before) throws Exception {
        for (int i = 0; i < 600 && published(server).size() <= before.size(); i++) {
            ServerProcess.pause(100);
        }
        TileFolder tiles = new TileFolder(folder(server));
        SignedNote head = SignedNote.parse(Files.readAllBytes(folder(server).resolve("checkpoint")));
        Checkpoint after = trust(server).open(head);
        assertThat(after.size()).as("the restart is on the record").isGreaterThan(before.size());
        new LogVerifier(trust(server)).verify(tiles, head);
        ProofVerifier.verifyConsistency(
                before, after, new ProofBuilder(tiles, after.size()).consistency(before.size()));
    }
}
