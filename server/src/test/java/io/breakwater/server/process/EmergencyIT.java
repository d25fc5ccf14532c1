package io.breakwater.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.evidence.verify.Question;
import io.breakwater.evidence.verify.Trust;
import io.breakwater.evidence.verify.Verdict;
import io.breakwater.evidence.verify.VerifyPack;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.model.IncidentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole emergencies over HTTP on a real target. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmergencyIT {
    private final ServerProcess server = ServerProcess.startFresh("practice=true");
    private final List<String> secrets = new ArrayList<>();
    private Emergency people =
            new Emergency(server.admin(), server.admin(), server.admin(), server.admin(), server.admin());

    @BeforeAll
    void people() {
        people = Emergency.on(server);
        secrets.addAll(List.of(
                server.token(),
                people.alice().token(),
                people.bob().token(),
                people.carol().token(),
                people.dana().token()));
    }

    @AfterAll
    void stop() {
        server.erase();
    }

    private static String grantPath(JsonNode grant) {
        return "/api/v1/grants/" + grant.get("id").asText();
    }

    private static String approval(JsonNode grant) {
        return "{'requestHash':'" + grant.get("requestHash").asText() + "','decision':'APPROVE'}";
    }

    @Test
    @DisplayName("R15, R21: two people approve, the credential is shown once, the end is proven, the pack verifies")
    void aWholeEmergency_withTwoApprovals_endsInAPackThatVerifies() throws Exception {
        String incident = people.declare();
        JsonNode asked = people.alice()
                .post("/api/v1/grants", Emergency.ask(incident, false))
                .ok();
        assertThat(asked.get("state").asText()).isEqualTo("REQUESTED");

        assertThat(people.alice()
                        .post(grantPath(asked) + "/approvals", approval(asked))
                        .status())
                .isEqualTo(403);
        JsonNode once = people.bob()
                .post(grantPath(asked) + "/approvals", approval(asked))
                .ok();
        assertThat(once.get("state").asText()).isEqualTo("REQUESTED");
        JsonNode opened = people.carol()
                .post(grantPath(asked) + "/approvals", approval(asked))
                .ok();
        assertThat(opened.get("state").asText()).isEqualTo("ACTIVE");

        assertThat(people.bob().post(grantPath(asked) + "/credential", "{}").status())
                .isEqualTo(404);
        JsonNode credential = people.credential(asked.get("id").asText());
        secrets.add(credential.get("secret").asText());
        Api.Reply again = people.alice().post(grantPath(asked) + "/credential", "{}");
        assertThat(again.code()).isEqualTo("CREDENTIAL_GONE");
        assertThat(Target.of(credential).login(credential)).isEqualTo("00000");

        JsonNode ended = people.alice()
                .post(grantPath(asked) + "/end", "{'why':'orders are written again'}")
                .ok();
        assertThat(ended.get("state").asText()).isEqualTo("ENDED");
        assertThat(Target.of(credential).login(credential)).isEqualTo("28P01");

        people.dana().post("/api/v1/incidents/" + incident + "/close", "{}").ok();
        JsonNode pack = people.dana()
                .post("/api/v1/incidents/" + incident + "/packs", "{}")
                .ok();
        Api.Reply zip = people.dana().get(pack.get("href").asText());
        assertThat(zip.status()).isEqualTo(200);
        Path file = server.data().resolve("downloaded.zip");
        Files.write(file, zip.body());
        verify(file, incident);

        assertThat(types(incident))
                .contains("GrantIntended", "RevocationProven", "PackSealed", "EvidenceRead")
                .containsSubsequence("GrantRequested", "GrantApproved", "GrantIntended", "GrantActivated");
    }

    private void verify(Path file, String incident) {
        Verdict verdict = verdict(file, incident);
        assertThat(verdict.incident().value()).isEqualTo(incident);
        assertThat(verdict.facts()).isGreaterThan(8);
    }

    private Verdict verdict(Path file, String incident) {
        LedgerKeys keys = LedgerKeys.open(server.data().resolve("keys"), new SecureRandom());
        Trust trust = new Trust(List.of(keys.log().vkey()), List.of(keys.pack().publicPem()), List.of(), 0, true);
        return new VerifyPack(new Question(trust, Optional.of(new IncidentId(incident)), Optional.empty()))
                .verify(file);
    }

    private List<String> types(String incident) {
        JsonNode items = people.dana()
                .get("/api/v1/incidents/" + incident + "/timeline?limit=1000")
                .ok()
                .get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(line -> line.get("type").asText())
                .map(type -> type.replace("io.breakwater.", "").replace(".v1", ""))
                .collect(Collectors.toList());
    }

    @Test
    @DisplayName("two identical requests at the same moment, with one key, are one grant")
    void identicalCommandsAtOnce_areCarriedOutOnce() throws Exception {
        String incident = people.declare();
        String key = UUID.randomUUID().toString();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Api.Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            replies.add(
                    threads.submit(() -> people.alice().post("/api/v1/grants", Emergency.ask(incident, true), key)));
        }
        List<String> grants = new ArrayList<>();
        int replayed = 0;
        for (Future<Api.Reply> reply : replies) {
            grants.add(reply.get().ok().get("id").asText());
            replayed += reply.get().header("Idempotency-Replayed").equals("true") ? 1 : 0;
        }
        threads.shutdownNow();
        assertThat(grants).containsOnly(grants.get(0));
        assertThat(replayed).isEqualTo(3);
        assertThat(people.alice()
                        .get("/api/v1/grants?incident=" + incident)
                        .ok()
                        .get("items"))
                .hasSize(1);
        Api.Reply other = people.alice().post("/api/v1/grants", Emergency.ask(incident, false), key);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_MISMATCH");
        people.alice().post("/api/v1/grants/" + grants.get(0) + "/end", "{}").ok();
    }

    @Test
    @DisplayName(
            "a why that cannot be kept is refused before anything ends; one that may not be written ends access all the same")
    void theWhyOfAnEnd_neverStandsBetweenTheOrderAndTheRevocation() {
        String incident = people.declare();
        Api gail = people.admin().person("gail", "'engineer'");
        JsonNode grant =
                gail.post("/api/v1/grants", Emergency.ask(incident, true)).ok();
        Api.Reply malformed = gail.post(grantPath(grant) + "/end", "{'why':'over\\u202ereversed'}");
        assertThat(malformed.code()).isEqualTo("MALFORMED_TEXT");
        assertThat(gail.get(grantPath(grant)).ok().get("state").asText()).isEqualTo("ACTIVE");

        people.admin()
                .put("/api/v1/people/gail/functions", "{\"functions\":[\"auditor\"]}")
                .ok();
        JsonNode ended = gail.post(grantPath(grant) + "/end", "{'why':'done'}").ok();
        assertThat(ended.get("state").asText()).isEqualTo("ENDED");
    }

    @Test
    @DisplayName("R71: what an administrator erased is gone, the pack says so and verifies")
    void erasedContent_isGone_andThePackSaysSo_andVerifies() throws Exception {
        String incident = people.declare();
        String path = "/api/v1/incidents/" + incident;
        String digest = people.alice()
                .post(path + "/attachments?name=names.txt", "the name of somebody")
                .ok()
                .get("content")
                .get("digest")
                .asText();
        String body = "{'digest':'" + digest + "','reason':'GDPR Art. 17'}";
        assertThat(people.dana().post(path + "/erasures", body).code()).isEqualTo("NOT_ALLOWED");
        people.admin().post(path + "/erasures", body).ok();
        assertThat(people.admin().get(path + "/content/" + digest).status()).isEqualTo(404);
        assertThat(people.admin().post(path + "/erasures", body).code()).isEqualTo("WRONG_STATE");

        people.dana().post(path + "/close", "{}").ok();
        JsonNode pack = people.dana().post(path + "/packs", "{}").ok();
        Path file = server.data().resolve("erased.zip");
        Files.write(file, people.dana().get(pack.get("href").asText()).body());
        assertThat(verdict(file, incident).erased()).isEqualTo(1);
        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile())) {
            assertThat(zip.getEntry("content/" + digest)).isNull();
        }
        assertThat(types(incident)).contains("ContentErased");
    }

    @Test
    void aTokenShownOnce_isNotInTheRepetition() {
        String body = "{'label':'again','expiresInSeconds':600}";
        Api.Reply first = people.alice().post("/api/v1/people/alice/tokens", body, "token-key");
        Api.Reply again = people.alice().post("/api/v1/people/alice/tokens", body, "token-key");
        String secret = first.ok().get("secret").asText();
        secrets.add(secret);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text()).doesNotContain("bw_");
        people.alice().delete("/api/v1/tokens/" + first.json().get("token").asText());
        assertThat(new Api(server.url(), secret).get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aChangeBasedOnAnOldVersion_isRefused() {
        String incident = people.declare();
        String tag = people.dana().get("/api/v1/incidents/" + incident).header("ETag");
        people.dana()
                .post("/api/v1/incidents/" + incident + "/severity", "{'severity':2,'reason':'less'}")
                .ok();
        Api.Reply stale = people.dana()
                .send(people.dana()
                        .request("/api/v1/incidents/" + incident + "/severity")
                        .header("Idempotency-Key", "stale")
                        .header("If-Match", tag)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                "{\"severity\":3,\"reason\":\"lesser\"}")));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("STALE_VERSION");
    }

    @Test
    void whoMayNot_isRefused() {
        assertThat(people.alice()
                        .put("/api/v1/policy", "{\"document\":\"version: 1\"}")
                        .status())
                .isEqualTo(403);
        assertThat(people.alice()
                        .post("/api/v1/people", "{'id':'eve','displayName':'Eve','functions':[]}")
                        .status())
                .isEqualTo(403);
        assertThat(people.alice().get("/api/v1/findings/accounts").status()).isEqualTo(403);
        assertThat(people.bob()
                        .post("/api/v1/people/alice/tokens", "{'label':'x','expiresInSeconds':60}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPolicyWithErrors_namesThemAllWithTheirLines() {
        Api.Reply reply = people.admin().put("/api/v1/policy", "{\"document\":\"version: 2\\ntargts: {}\"}");
        assertThat(reply.code()).isEqualTo("POLICY_INVALID");
        assertThat(reply.json().get("errors")).hasSizeGreaterThan(1);
        assertThat(reply.json().get("errors").get(0).get("line").asInt()).isPositive();
    }

    @Test
    @DisplayName("no token and no credential is in any log line of an emergency with its errors")
    void theLog_holdsNoSecret() {
        String incident = people.declare();
        JsonNode grant = people.brokenGlass(incident);
        JsonNode credential = people.credential(grant.get("id").asText());
        secrets.add(credential.get("secret").asText());
        people.alice().post(grantPath(grant) + "/credential", "{");
        people.alice().get("/api/v1/me?token=" + people.alice().token());
        new Api(server.url(), people.alice().token() + "x").get("/api/v1/me");
        people.alice().post(grantPath(grant) + "/end", "{}").ok();
        String log = server.log();
        assertThat(log).contains("/api/v1/grants").contains("alice");
        assertThat(secrets)
                .hasSizeGreaterThan(5)
                .allSatisfy(secret -> assertThat(log).doesNotContain(secret));
        assertThat(log).doesNotContain("bw_").doesNotContain("SCRAM-SHA-256$");
    }

    @Test
    void metricsAndHealth_tellWhatIsOpen() {
        Api nobody = new Api(server.url(), "");
        assertThat(nobody.get("/q/metrics").text())
                .contains("breakwater_grants_open")
                .contains("breakwater_grants_unproven")
                .contains("breakwater_debts_owed")
                .contains("breakwater_facts_unintegrated")
                .contains("breakwater_checkpoint_age_seconds")
                .contains("breakwater_requests_seconds_count");
        assertThat(nobody.get("/q/health/ready").ok().get("status").asText()).isEqualTo("UP");
        assertThat(nobody.get("/q/health/live").status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "an end that cannot be proven is shown in the grant, the metrics, the health and as a debt, until it is")
    void anEndThatIsNotProven_isShownEverywhere_untilItIs() {
        String incident = people.declare();
        JsonNode grant = people.brokenGlass(incident);
        String locked = "0".repeat(32);
        String password = Aftermath.brokerPassword(server);
        Aftermath.atTheTarget(server, password, "alter role breakwater_broker password '" + locked + "'");
        try {
            JsonNode ending =
                    people.alice().post(grantPath(grant) + "/end", "{}").ok();
            assertThat(ending.get("state").asText()).isEqualTo("ENDING");
            await("/q/metrics", "breakwater_grants_unproven 1.0");
            await("/q/health", "\"revocations-unproven\"");
            assertThat(people.dana().all("/api/v1/grants?state=ENDING"))
                    .extracting(shown -> shown.get("id"))
                    .containsExactly(grant.get("id"));
            assertThat(people.dana().all("/api/v1/debts?incident=" + incident))
                    .extracting(debt -> debt.get("rule").asText())
                    .contains("revocation-proven");
            assertThat(types(incident)).contains("RevocationUnproven").doesNotContain("RevocationProven");
        } finally {
            Aftermath.atTheTarget(server, locked, "alter role breakwater_broker password '" + password + "'");
        }
        Aftermath.allEnds(people, incident);
        assertThat(types(incident)).contains("RevocationProven");
        await("/q/metrics", "breakwater_grants_unproven 0.0");
    }

    private void await(String path, String shown) {
        Api nobody = new Api(server.url(), "");
        for (int i = 0; i < 300 && !nobody.get(path).text().contains(shown); i++) {
            ServerProcess.pause(100);
        }
        assertThat(nobody.get(path).text()).contains(shown);
    }
}
