package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A server that watches a folder of logs. */
class WatchIT {
    private static final int FILES = 30;
    private static final int KILLS = 2;
    private static final long PATIENCE_MILLIS = 60_000;

    private final CloudLog logs = CloudLog.fresh();

    @AfterEach
    void removeLogs() {
        logs.close();
    }

    static void await(BooleanSupplier there) {
        for (long waited = 0; !there.getAsBoolean(); waited += 100) {
            assertThat(waited).as("milliseconds waited").isLessThan(PATIENCE_MILLIS);
            ServerProcess.pause(100);
        }
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
            await(() -> last.facts("LogBatchSeen").size() >= FILES);
            last.stop();
            server = last.restart(logs.setting());
            // What the restarted server would do again it does before it takes this one.
            logs.bucketOpened("event-last", "mallory");
            ServerProcess again = server;
            await(() -> again.facts("LogBatchSeen").toString().contains("event-last.json"));

            assertThat(again.facts("LogBatchSeen")).hasSize(FILES + 1);
            assertThat(again.facts("FindingRaised")).hasSize(FILES + 1);
        } finally {
            server.erase();
        }
    }

    private static JsonNode onlyFinding(Api who) {
        await(() -> !who.all("/api/v1/findings").isEmpty());
        assertThat(who.all("/api/v1/findings")).hasSize(1);
        return who.all("/api/v1/findings").get(0);
    }

    private static List<JsonNode> owed(Api who) {
        return who.all("/api/v1/debts?status=OPEN").stream()
                .filter(debt -> debt.get("rule").asText().equals("finding-answered"))
                .toList();
    }

    private static void moved(Emergency people, String path, String from) {
        String to = people.declare();
        String body = "{'incident':'" + to + "','reason':'it was the other outage'}";
        JsonNode moved = people.dana().post(path + "/incident", body).ok();
        assertThat(moved.get("incident").asText()).isEqualTo(to);
        assertThat(moved.get("incidentAtFirst").asText()).isEqualTo(from);
        assertThat(moved.get("status").asText()).isEqualTo("ACCEPTED");
        assertThat(people.dana().post(path + "/incident", body).code()).isEqualTo("WRONG_STATE");
        assertThat(people.bob().all("/api/v1/findings?incident=" + to)).hasSize(1);
        assertThat(people.bob().all("/api/v1/findings?incident=" + from)).isEmpty();
        assertThat(people.dana().get("/api/v1/incidents/" + to + "/timeline").text())
                .contains("FindingMovedHere")
                .contains("it was the other outage");
    }

    @Test
    @DisplayName("found, owed, asked to be accepted by one human and accepted by another, over the API")
    void finding_isOwed_untilAnotherHumanAcceptsIt() {
        ServerProcess server = ServerProcess.startFresh(logs.setting());
        try {
            Emergency people = Emergency.on(server);
            String incident = people.declare();
            logs.bucketOpened("event-1", "mallory", Instant.now().plusSeconds(2));
            JsonNode found = onlyFinding(people.alice());
            String path = "/api/v1/findings/" + found.get("id").asText();
            assertThat(found.get("incident").asText()).isEqualTo(incident);
            assertThat(found.get("verdict").asText()).isNotEmpty();
            assertThat(found.get("inTime").asBoolean()).isTrue();
            assertThat(found.get("about").get("who").asText()).isEqualTo("mallory");
            assertThat(people.bob().all("/api/v1/findings?status=OPEN&incident=" + incident))
                    .hasSize(1);
            assertThat(people.bob().all("/api/v1/findings?status=EXPLAINED")).isEmpty();
            for (String wrong : List.of("level=nonsense", "verdict=nonsense", "status=nonsense")) {
                assertThat(people.bob().get("/api/v1/findings?" + wrong).code()).isEqualTo("MALFORMED_REQUEST");
            }
            await(() -> owed(people.bob()).size() == 1);
            people.bob().get(path).ok();
            await(() -> !server.facts("EvidenceRead").isEmpty());
            assertThat(server.facts("EvidenceRead"))
                    .singleElement()
                    .asString()
                    .contains("finding " + found.get("id").asText(), "bob");

            String until = Instant.now().plusSeconds(3_600).toString();
            people.alice()
                    .post(path + "/acceptance", "{'reason':'moving on Friday','until':'" + until + "'}")
                    .ok();
            assertThat(people.alice().post(path + "/acceptance/approval", "{}").status())
                    .isEqualTo(403);
            JsonNode accepted =
                    people.bob().post(path + "/acceptance/approval", "{}").ok();

            assertThat(accepted.get("status").asText()).isEqualTo("ACCEPTED");
            assertThat(accepted.get("acceptance").get("approvedBy").asText()).isEqualTo("bob");
            await(() -> owed(people.bob()).isEmpty());
            assertThat(people.bob()
                            .get("/api/v1/findings/delays")
                            .ok()
                            .get("findings")
                            .asInt())
                    .isEqualTo(1);
            assertThat(people.dana()
                            .get("/api/v1/incidents/" + incident + "/timeline")
                            .text())
                    .contains("FindingRaised")
                    .contains("FindingAccepted");
            people.dana().post("/api/v1/incidents/" + incident + "/packs", "{}").ok();
            assertThat(people.dana()
                            .get("/api/v1/incidents/" + incident + "/timeline")
                            .text())
                    .contains("LogCoverageTaken");
            moved(people, path, incident);
        } finally {
            server.erase();
        }
    }
}
