package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was published and the database disagree: what the API, readiness and metrics say, and what goes on. */
class RolledBackIT {
    private static final String CODE = "LEDGER_ROLLED_BACK";

    private final JournalDatabase database = new JournalDatabase();

    @AfterEach
    void erase() {
        database.erase();
    }

    private static String declare(Api admin, String title) {
        return admin.post("/api/v1/incidents", "{'title':'" + title + "','severity':2}")
                .ok()
                .get("id")
                .asText();
    }

    private static JsonNode work(ServerProcess server) {
        for (JsonNode check :
                new Api(server.url(), "").get("/q/health/ready").ok().get("checks")) {
            if (check.get("name").asText().equals("work")) {
                return check.get("data");
            }
        }
        throw new AssertionError("no check called work");
    }

    private static JsonNode awaitWork(ServerProcess server, boolean rolledBack) {
        for (int i = 0; i < 900; i++) {
            JsonNode data = work(server);
            if (data.has(CODE) == rolledBack) {
                return data;
            }
            ServerProcess.pause(100);
        }
        throw new AssertionError("rolled back was never " + rolledBack + ": " + work(server));
    }

    private static String metrics(ServerProcess server) {
        return new Api(server.url(), "").get("/q/metrics").text();
    }

    private String published() throws Exception {
        return Files.readString(database.published().resolve("checkpoint"));
    }

    /** Everything said and refused while nothing is signed; emergencies go on. */
    private void assertSaid(ServerProcess server, String why) throws Exception {
        JsonNode data = awaitWork(server, true);
        assertThat(data.get("degraded").asBoolean()).isTrue();
        assertThat(data.get(CODE).asText()).contains(why);
        assertThat(metrics(server)).contains("breakwater_ledger_rolled_back 1.0");
        String before = published();
        Api admin = server.admin();
        String accepted = declare(admin, "while nothing is signed");
        assertThat(admin.get("/api/v1/incidents/" + accepted).status()).isEqualTo(200);
        long began = System.nanoTime();
        Api.Reply pack = admin.post("/api/v1/incidents/" + accepted + "/packs", "{}");
        assertThat(pack.status()).as(pack.toString()).isEqualTo(503);
        assertThat(pack.header("Content-Type")).startsWith("application/problem+json");
        assertThat(pack.code()).isEqualTo(CODE);
        assertThat(System.nanoTime() - began).as("it is not waited for").isLessThan(25_000_000_000L);
        JsonNode head = admin.get("/api/v1/ledger/head").ok();
        assertThat(head.get("rolledBack").asText()).contains(why);
        assertThat(head.get("checkpoint").asText()).isEqualTo(before);
        assertThat(published()).isEqualTo(before);
    }

    private String told(String database) throws Exception {
        try (var connection = this.database.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) filter (where type like '%LedgerRollbackSeen%'),"
                        + " count(*) filter (where type like '%ServerStarted%') from fact")) {
            rows.next();
            return rows.getString(1) + " rollbacks, " + rows.getString(2) + " starts";
        }
    }

    @Test
    @DisplayName("a restored backup: said everywhere under its code, one fact, and over when the newer copy is back")
    void aRestoredBackup_isSaidEverywhere_andOverWhenTheNewerDatabaseIsBack() throws Exception {
        ServerProcess first = database.server();
        String old = declare(first.admin(), "in the backup");
        first.close();
        database.execute("postgres", "create database backup template journal");
        ServerProcess second = database.server();
        declare(second.admin(), "after the backup");
        String lost = declare(second.admin(), "after the backup, too");
        second.close();

        ServerProcess restored = database.serverOn("backup");
        try {
            assertSaid(restored, "restored");
            Api admin = restored.admin();
            assertThat(admin.get("/api/v1/incidents/" + old).status()).isEqualTo(200);
            assertThat(told("backup")).startsWith("1 rollbacks, ");
        } finally {
            restored.close();
        }

        ServerProcess back = database.server();
        try {
            awaitWork(back, false);
            assertThat(metrics(back)).contains("breakwater_ledger_rolled_back 0.0");
            Api admin = back.admin();
            assertThat(admin.get("/api/v1/incidents/" + lost).status()).isEqualTo(200);
            admin.post("/api/v1/incidents/" + lost + "/packs", "{}").ok();
            assertThat(admin.get("/api/v1/ledger/head").ok().has("rolledBack")).isFalse();
        } finally {
            back.close();
        }
    }

    @Test
    @DisplayName(
            "a tree altered in the database: said under the code, one alarm, no flood of starts, and on when put right")
    void anAlteredTree_isSaidOnce_andFloodsNothing() throws Exception {
        ServerProcess first = database.server();
        declare(first.admin(), "before");
        first.close();
        database.execute("create table kept_tile as select * from tile");
        database.execute("update tile set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)");
        ServerProcess server = database.server();
        try {
            assertSaid(server, "the database was altered");
            ServerProcess.pause(4_000);
            assertThat(told("journal")).startsWith("1 rollbacks, ");
            assertThat(database.query("select epoch from log_head")).isEqualTo("2");
            assertThat(told("journal")).endsWith(" 2 starts");
            database.execute("delete from tile");
            database.execute("insert into tile select * from kept_tile");
            awaitWork(server, false);
            declare(server.admin(), "after");
        } finally {
            server.close();
        }
    }

    @Test
    @DisplayName("a published folder that was damaged or closed: a code, no 500")
    void aDamagedPublishedFolder_isToldWithACode() throws Exception {
        ServerProcess server = database.server();
        try {
            Api admin = server.admin();
            String incident = declare(admin, "before");
            admin.post("/api/v1/incidents/" + incident + "/packs", "{}").ok();
            var tile = database.published().resolve("tile");
            Files.move(tile, database.published().resolve("moved"));
            Api.Reply proof = admin.get("/api/v1/ledger/proofs/0");
            assertThat(proof.code()).as(proof.toString()).isEqualTo(CODE);
            assertThat(proof.json().get("detail").asText()).contains("the published log is damaged");
            assertThat(admin.get("/api/v1/ledger/tiles/tile/0/000.p/1").status())
                    .isEqualTo(404);
            Files.move(database.published().resolve("moved"), tile);

            Files.writeString(database.published().resolve("checkpoint"), "not a note");
            Api.Reply head = admin.get("/api/v1/ledger/head");
            assertThat(head.status()).isEqualTo(503);
            assertThat(head.code()).isEqualTo(CODE);
            Files.delete(database.published().resolve("checkpoint"));
            Files.createDirectory(database.published().resolve("checkpoint"));
            assertThat(admin.get("/api/v1/ledger/head").status()).isIn(404, 503);
            assertThat(admin.get("/api/v1/ledger/tiles/checkpoint").status()).isIn(404, 503);
            assertThat(new Api(server.url(), "").get("/q/metrics").status()).isEqualTo(200);
        } finally {
            server.close();
        }
    }
}
