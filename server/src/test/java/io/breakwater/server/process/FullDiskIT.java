package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.files.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk without room, as a client sees it: 507 with its code, nothing half done, and on again when there is room. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullDiskIT {
    private static final String NO_ROOM = "create or replace function no_room() returns trigger language plpgsql as $$"
            + " begin raise exception 'could not extend file' using errcode = '53100'; end $$;";

    private final JournalDatabase database = new JournalDatabase();
    private final ServerProcess server = database.server("practice=true");
    private final Emergency people = Emergency.on(server);

    @AfterAll
    void stop() {
        server.close();
        database.erase();
    }

    private static void assertFull(Api.Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(507);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.code()).isEqualTo("STORAGE_FULL");
        assertThat(reply.json().get("detail").asText()).contains("full").doesNotContain("extend");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fact", "state", "content"})
    @DisplayName("no room for a row of any table: nothing of the command is there, and its repetition is the first")
    void aCommandThatFindsNoRoom_isRefusedWhole_andTheSameOneSucceedsLater(String table) {
        String facts = "select count(*) from fact";
        String documents = "select count(*) from state where kind = 'Incident'";
        String key = UUID.randomUUID().toString();
        String body = "{'title':'no room for a " + table + "','severity':2}";
        String before = database.query(documents);
        database.execute(NO_ROOM + "create trigger no_room before insert on " + table
                + " for each row execute function no_room()");
        String factsBefore = database.query(facts);
        try {
            assertFull(people.dana().post("/api/v1/incidents", body, key));
            assertFull(people.dana().post("/api/v1/incidents", body, key));
            people.dana().get("/api/v1/incidents").ok();
        } finally {
            database.execute("drop trigger no_room on " + table);
        }
        assertThat(database.query(documents)).isEqualTo(before);
        assertThat(Long.parseLong(database.query(facts)) - Long.parseLong(factsBefore))
                .as("facts of the background alone")
                .isLessThanOrEqualTo(2);
        String id = people.dana()
                .post("/api/v1/incidents", body, key)
                .ok()
                .get("id")
                .asText();
        Api.Reply again = people.dana().post("/api/v1/incidents", body, key);
        assertThat(again.ok().get("id").asText()).isEqualTo(id);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(Long.parseLong(database.query(documents))).isEqualTo(Long.parseLong(before) + 1);
    }

    @Test
    @DisplayName("no room while access is opened or ended: nothing opens without its intent, nothing stays open")
    void accessAskedForWithoutRoom_isNotOpened_andAccessEndedWithoutRoom_endsLater() {
        String incident = people.declare();
        JsonNode open = people.brokenGlass(incident);
        database.execute(
                NO_ROOM + "create trigger no_room before insert on fact for each row execute function no_room()");
        try {
            assertFull(people.alice().post("/api/v1/grants", Emergency.ask(incident, true)));
            assertFull(people.alice().post("/api/v1/grants/" + open.get("id").asText() + "/end", "{}"));
            assertThat(Aftermath.accounts(server))
                    .containsExactly(open.get("account").asText());
        } finally {
            database.execute("drop trigger no_room on fact");
        }
        Aftermath.allEnds(people, incident);
        assertThat(Aftermath.accounts(server)).isEmpty();
        assertThat(people.alice().all("/api/v1/grants?incident=" + incident)).hasSize(1);
    }

    @Test
    @Tag("component")
    @DisplayName("the packs' disk is full: 507, and the sealed pack is there when there is room")
    void aPackWithoutRoom_isRefused_andFinishedWhenThereIsRoom() {
        String incident = people.declare();
        try (SmallDisk disk = SmallDisk.mount(server.data().resolve("packs"), 1024)) {
            disk.fill();
            assertFull(people.dana().post("/api/v1/incidents/" + incident + "/packs", "{}"));
            assertFull(people.dana().get("/api/v1/incidents/" + incident + "/packs/1"));
            disk.drain();
            Api.Reply finished = people.dana().get("/api/v1/incidents/" + incident + "/packs/1");
            assertThat(finished.status()).isEqualTo(200);
            assertThat(finished.header("Content-Type")).isEqualTo("application/zip");
        }
    }

    @Test
    @Tag("component")
    @DisplayName(
            "a real disk under the journal runs full: 507 or 503, never a lie, and everything acknowledged is there")
    void aRealDiskUnderTheJournal_runsFull_andNothingAcknowledgedIsLost() throws Exception {
        Path folder = JournalDatabase.temporary();
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 160 * 1024)) {
            Files.setPosixFilePermissions(folder.resolve("disk"), PosixFilePermissions.fromString("rwxr-xr-x"));
            JournalDatabase small = JournalDatabase.onDisk(folder);
            ServerProcess full = small.server();
            try {
                runFull(disk, full);
            } finally {
                full.close();
                small.close();
            }
        }
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static void runFull(SmallDisk disk, ServerProcess full) {
        Api admin = full.admin();
        String path = "/api/v1/incidents/"
                + admin.post("/api/v1/incidents", "{'title':'full','severity':1}")
                        .ok()
                        .get("id")
                        .asText();
        int acknowledged = 0;
        int refusals = 0;
        disk.fill();
        for (int i = 0; i < 40 && refusals < 3; i++) {
            Api.Reply reply =
                    admin.post(path + "/attachments?name=a" + i + ".txt", UUID.randomUUID() + "x".repeat(200_000));
            if (reply.status() == 201) {
                acknowledged++;
            } else {
                assertThat(reply.code()).as(reply.toString()).isIn("STORAGE_FULL", "JOURNAL_UNAVAILABLE");
                refusals++;
            }
        }
        assertThat(refusals).isEqualTo(3);
        disk.drain();
        Api.Reply reply = admin.get(path);
        for (int i = 0; i < 300 && reply.status() != 200; i++) {
            ServerProcess.pause(200);
            reply = admin.get(path);
        }
        admin.post(path + "/notes", "{'text':'there is room again'}").ok();
        long attached = admin.all(path + "/timeline").stream()
                .filter(line -> line.get("type").asText().contains("EvidenceAttached"))
                .count();
        assertThat(attached).isEqualTo(acknowledged);
    }
}
