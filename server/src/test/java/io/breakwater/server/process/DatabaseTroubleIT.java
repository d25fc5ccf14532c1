package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A journal's database that is there and misbehaves: it cuts connections, or answers what nobody foresaw. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTroubleIT {
    private static final int ROUNDS = 12;

    private final JournalDatabase database = new JournalDatabase();
    private final ServerProcess server = database.server("practice=true");
    private final Emergency people = Emergency.on(server);

    @BeforeAll
    void ready() {
        assertThat(new Api(server.url(), "").get("/q/health/live").status()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        server.close();
        database.erase();
    }

    @Test
    @DisplayName("a database that answers what nobody foresaw: fixed words, and an id that is on the error's log line")
    void whatTheDriverSays_isInTheLogOnly_underTheAnswersId() throws Exception {
        String incident = people.declare();
        try (Connection journal = database.connect("journal");
                Statement statement = journal.createStatement()) {
            statement.execute("alter table state rename to state_hidden");
            Api.Reply reply;
            try {
                reply = people.dana().get("/api/v1/incidents/" + incident);
            } finally {
                statement.execute("alter table state_hidden rename to state");
            }
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.code()).isEqualTo("INTERNAL");
            assertThat(reply.json().get("detail").asText())
                    .isEqualTo("the server failed; its log says why, under this answer's X-Request-Id");
            String id = reply.header("X-Request-Id");
            assertThat(id).hasSize(36);
            assertThat(server.log().lines().filter(line -> line.contains(id)))
                    .anyMatch(line -> line.contains("ERROR") && line.contains("failed inside"));
            assertThat(server.log()).contains("does not exist");
        }
        people.dana().get("/api/v1/incidents/" + incident).ok();
    }

    @Test
    @DisplayName(
            "backends killed again and again: each answer is a success or says its code; nothing lost, nothing open")
    void whileBackendsAreKilled_everyAnswerIsASuccessOrCoded_andAfterwardsNothingIsLostOrOpen() throws Exception {
        String incident = people.declare();
        Acknowledged acknowledged = new Acknowledged();
        AtomicBoolean go = new AtomicBoolean(true);
        AtomicInteger killed = new AtomicInteger();
        Thread killer = new Thread(() -> killBackends(go, killed));
        killer.start();
        int refused = 0;
        try {
            for (int round = 0; round < ROUNDS || killed.get() < ROUNDS; round++) {
                Api.Reply opened = people.alice().post("/api/v1/grants", Emergency.ask(incident, true));
                refused += coded(opened, acknowledged);
                String grant = opened.json().path("id").asText();
                if (!grant.isEmpty()) {
                    refused += coded(people.alice().post("/api/v1/grants/" + grant + "/end", "{}"), acknowledged);
                }
            }
        } finally {
            go.set(false);
            killer.join();
        }
        assertThat(killed.get()).isGreaterThanOrEqualTo(ROUNDS);
        awaitCalm();
        for (int i = 0; i < 2; i++) {
            JsonNode calm = people.brokenGlass(incident);
            acknowledged.answered(calm);
            acknowledged.answered(people.alice()
                    .post("/api/v1/grants/" + calm.get("id").asText() + "/end", "{}")
                    .ok());
        }
        Aftermath.allEnds(people, incident);
        Aftermath.requireOnTheRecord(people, incident, acknowledged.facts());
        assertThat(Aftermath.accounts(server)).as(refused + " refusals").isEmpty();
    }

    private static int coded(Api.Reply reply, Acknowledged acknowledged) {
        if (reply.status() < 300) {
            acknowledged.answered(reply.json());
            return 0;
        }
        assertThat(reply.header("Content-Type")).as(reply.toString()).startsWith("application/problem+json");
        assertThat(reply.code()).as(reply.toString()).matches("[A-Z_]+").isNotEqualTo("INTERNAL");
        return 1;
    }

    private void killBackends(AtomicBoolean go, AtomicInteger killed) {
        try (Connection admin = database.connect("postgres");
                Statement statement = admin.createStatement()) {
            while (go.get()) {
                try (ResultSet rows = statement.executeQuery("select count(pg_terminate_backend(pid))"
                        + " from pg_stat_activity where datname = 'journal'")) {
                    rows.next();
                    killed.addAndGet(rows.getInt(1) > 0 ? 1 : 0);
                }
                ServerProcess.pause(300);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitCalm() {
        for (int i = 0; i < 300; i++) {
            if (people.dana().get("/api/v1/me").status() == 200
                    && people.dana().get("/api/v1/incidents").status() == 200) {
                return;
            }
            ServerProcess.pause(100);
        }
        throw new AssertionError("the server did not recover:\n" + server.log());
    }
}
