package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.evidence.pack.Forge;
import io.breakwater.evidence.verify.Question;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.evidence.verify.Verdict;
import io.breakwater.evidence.verify.VerificationException;
import io.breakwater.evidence.verify.VerifyPack;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.model.IncidentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An emergency whose logs are watched, from the change to the pack that has it. */
class PackOfLogsIT {
    private static final String FACTS = "facts.ndjson";

    private final CloudLog logs = CloudLog.fresh();
    private final JournalDatabase database = new JournalDatabase();
    private final ServerProcess server =
            database.server(logs.setting(), "practice=true", "watch.accounts=orders-db=111122223333");
    private final Emergency people = Emergency.on(server);

    @AfterEach
    void stop() {
        server.close();
        database.erase();
        logs.close();
    }

    /** The emergency began six hours ago, as far as the server's state says: gaps are told of hours that are over. */
    private String declaredSixHoursAgo() {
        String incident = people.declare();
        Instant began = Instant.now().minus(Duration.ofHours(6));
        database.execute("update state set body = jsonb_set(body, '{declaredAt}', to_jsonb('" + began
                + "'::text)) where kind = 'Incident' and id = '" + incident + "'");
        return incident;
    }

    private String finding(String who) {
        WatchIT.await(() -> about(who).isPresent());
        return about(who).orElseThrow().get("id").asText();
    }

    private Optional<JsonNode> about(String who) {
        return people.bob().all("/api/v1/findings").stream()
                .filter(found -> found.get("about").get("who").asText().equals(who))
                .findFirst();
    }

    private void answered(Api who, String finding, String how, String body) {
        who.post("/api/v1/findings/" + finding + "/" + how, body).ok();
    }

    /** Alice's grant, whose approval and ticket come afterwards. */
    private void coveredAfterwards(String incident) {
        String grant = people.brokenGlass(incident).get("id").asText();
        logs.bucketOpened("event-alice", "alice");
        String finding = finding("alice");
        JsonNode before = people.bob().get("/api/v1/findings/" + finding).ok();
        assertThat(before.get("verdict").asText()).isEqualTo("partly covered");
        assertThat(before.get("grant").asText()).isEqualTo(grant);

        people.alice()
                .post("/api/v1/grants/" + grant + "/end", "{'why':'done'}")
                .ok();
        people.bob()
                .post("/api/v1/grants/" + grant + "/review", "{'decision':'APPROVE','comment':'seen, as it had to be'}")
                .ok();
        String tickets = "/api/v1/incidents/" + incident + "/tickets";
        people.dana().post(tickets, "{'ticket':'CHG-7'}").ok();
        people.bob()
                .post(
                        tickets + "/CHG-7/decision",
                        "{'decision':'confirm','desk':'change desk','evidence':'seen in the queue'}")
                .ok();
        WatchIT.await(() -> about("alice").orElseThrow().get("verdict").asText().equals("covered"));
        JsonNode after = people.bob().get("/api/v1/findings/" + finding).ok();
        assertThat(after.get("verdictAtFirst").asText()).isEqualTo("partly covered");
        assertThat(after.get("status").asText()).isEqualTo("SETTLED");
        WatchIT.await(() -> people.bob().all("/api/v1/debts?status=OPEN").stream()
                .noneMatch(debt -> debt.path("subject").asText().equals(finding)));
    }

    private Path pack(String incident) throws IOException {
        people.dana().post("/api/v1/incidents/" + incident + "/close", "{}").ok();
        JsonNode pack = people.dana()
                .post("/api/v1/incidents/" + incident + "/packs", "{}")
                .ok();
        Path file = server.data().resolve("pack.zip");
        return Files.write(file, people.dana().get(pack.get("href").asText()).body());
    }

    private Verdict verified(Path pack, String incident) {
        LedgerKeys keys = keys();
        Trust trust = new Trust(List.of(keys.log().vkey()), List.of(keys.pack().publicPem()), List.of(), 0, true);
        return new VerifyPack(new Question(trust, Optional.of(new IncidentId(incident)), Optional.empty()))
                .verify(pack);
    }

    /** The same pack with other facts in it, and signed again: who does this has the pack's key. */
    private Path with(Path pack, Consumer<List<String>> change) throws IOException {
        return new Forge(pack).lines(FACTS, change).recount().write(pack.resolveSibling("altered.zip"), keys().pack());
    }

    private LedgerKeys keys() {
        return LedgerKeys.open(database.folder().resolve("keys"), new SecureRandom());
    }

    private static String read(Path pack, String name) throws IOException {
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Which fact of that type is the first, by its number. */
    private static int number(Path pack, String type) throws IOException {
        List<String> facts = read(pack, FACTS).lines().toList();
        return 1
                + IntStream.range(0, facts.size())
                        .filter(i -> facts.get(i).contains("io.breakwater." + type + ".v1"))
                        .findFirst()
                        .orElseThrow();
    }

    private void refused(Path altered, String incident, String sentence) {
        assertThatThrownBy(() -> verified(altered, incident))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining(sentence);
    }

    /** While the ticket waits for a decision the cover is unknown, and on the record so where the watch looks just then. */
    @Test
    @DisplayName("R29, R92: logs are read, findings answered and judged again, and the pack that says so verifies")
    void findingsOfAnEmergency_areInItsPack_andCannotBeTakenOut() throws IOException {
        String incident = declaredSixHoursAgo();
        Instant now = Instant.now();
        logs.bucketOpened("event-1", "mallory", now.minus(Duration.ofHours(5)));
        String explained = finding("mallory");
        logs.bucketOpened("event-2", "root", now.minus(Duration.ofHours(1)));
        String accepted = finding("root");
        logs.bucketOpened("event-3", "deploy", now);
        String remediated = finding("deploy");
        logs.bucketOpened("event-4", "eve", now);
        String open = finding("eve");

        answered(people.alice(), explained, "explanation", "{'text':'planned move','ticket':'CHG-17'}");
        answered(people.dana(), remediated, "remediation", "{'text':'shut again'}");
        String until = now.plus(Duration.ofDays(1)).toString();
        answered(people.alice(), accepted, "acceptance", "{'reason':'no other way','until':'" + until + "'}");
        answered(people.bob(), accepted, "acceptance/approval", "{}");
        coveredAfterwards(incident);
        Path pack = pack(incident);

        assertThat(verified(pack, incident).facts()).isGreaterThan(20);
        String page = read(pack, "index.html").replace("\n", "");
        assertThat(page)
                .contains("20 %<small>1 of 5 that need cover")
                .contains("planned move")
                .contains("no other way")
                .contains("shut again")
                .contains("was partly covered")
                .containsPattern("was judged again: covered, was (partly covered|unknown)")
                .contains("There are no logs of 111122223333")
                .contains("Nobody has answered " + open);
        assertThat(page.split("There are no logs of 111122223333", -1)).hasSizeGreaterThan(2);

        int accepting = number(pack, "FindingAccepted");
        refused(with(pack, facts -> facts.remove(accepting - 1)), incident, "fact number " + accepting);
        int coverage = number(pack, "LogCoverageTaken");
        refused(
                with(
                        pack,
                        facts -> facts.set(
                                coverage - 1,
                                facts.get(coverage - 1).replaceFirst("\"gaps\":\\[\\{.*?\\}\\]", "\"gaps\":[]"))),
                incident,
                "Fact number " + coverage + " is not proven to be in the log");
    }
}
