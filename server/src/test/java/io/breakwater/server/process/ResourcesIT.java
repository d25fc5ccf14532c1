package io.breakwater.server.process;

import static io.breakwater.server.process.Assertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.LogVerifier;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TlogProof;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.merkle.VerifierKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What each resource does when nothing is wrong: what it answers, what is then to be read, and what is on the record. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourcesIT {
    private final ServerProcess server = ServerProcess.startFresh("practice=true");
    private final Emergency people = Emergency.on(server);

    @AfterAll
    void stop() {
        server.erase();
    }

    private static long version(Api.Reply reply) {
        return Long.parseLong(reply.header("ETag").replace("\"", ""));
    }

    private String lastType(String path) {
        List<JsonNode> lines = people.dana().all(path + "/timeline").stream()
                .filter(line -> !line.get("type").asText().contains("EvidenceRead"))
                .filter(line -> line.get("actor").asText().startsWith("person:"))
                .toList();
        return lines.get(lines.size() - 1)
                .get("type")
                .asText()
                .replace("io.breakwater.", "")
                .replace(".v1", "");
    }

    /** Carried out, one version up where the incident itself changes, and on the record. */
    private JsonNode done(Api who, String path, String act, String body, String fact) {
        Api.Reply reply = who.post(path + "/" + act, body);
        assertThat(reply.status()).as(act + " " + reply).isEqualTo(200);
        assertThat(version(reply)).isEqualTo(version(people.dana().get(path)));
        assertThat(lastType(path)).isEqualTo(fact);
        return reply.json();
    }

    @Test
    @DisplayName(
            "an incident from its declaration to its review: each command shows its change and puts it on the record")
    void anIncident_goesThroughItsLife() {
        Api.Reply declared = people.alice()
                .post(
                        "/api/v1/incidents",
                        "{'title':'  checkout 5xx ','severity':2,'drill':true,'ticket':'CHG0000001'}");
        assertThat(declared.status()).isEqualTo(201);
        String path = declared.header("Location");
        assertThat(declared.json().get("title").asText()).isEqualTo("checkout 5xx");
        assertThat(declared.json().get("drill").asBoolean()).isTrue();
        assertThat(declared.json().get("links").get("self").asText()).isEqualTo(path);
        assertThat(people.bob().get(path).json().get("id"))
                .isEqualTo(declared.json().get("id"));

        Api dana = people.dana();
        JsonNode assigned =
                done(people.alice(), path, "roles", "{'role':'COMMANDER','person':'dana'}", "IncidentRoleAssigned");
        assertThat(assigned.get("roles").get("COMMANDER").toString()).contains("dana");
        done(dana, path, "roles", "{'role':'SCRIBE','person':'bob'}", "IncidentRoleAssigned");
        done(dana, path, "roles", "{'role':'SCRIBE','person':'bob','release':true}", "IncidentRoleReleased");
        done(people.alice(), path, "notes", "{'text':'orders cannot be written'}", "IncidentNoted");
        String note = dana.all(path + "/timeline").stream()
                .filter(line -> line.get("type").asText().contains("IncidentNoted"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        done(people.alice(), path, "amendments", "{'fact':'" + note + "','text':'some orders'}", "FactAmended");
        assertThat(done(dana, path, "severity", "{'severity':1,'reason':'all orders'}", "IncidentSeverityChanged")
                        .get("severity")
                        .asInt())
                .isEqualTo(1);
        JsonNode decided = done(
                people.bob(),
                path,
                "tickets/CHG0000001/decision",
                "{'decision':'confirm','desk':'Jira','evidence':'seen at 03:20'}",
                "TicketConfirmed");
        assertThat(decided.get("tickets").get(0).toString()).containsIgnoringCase("confirmed");
        assertThat(done(
                                dana,
                                path,
                                "personal-data",
                                "{'awareAt':'2026-11-21T03:12:00Z','scope':'names'}",
                                "PersonalDataInvolved")
                        .get("personalData")
                        .asBoolean())
                .isTrue();
        done(
                dana,
                path,
                "notifications",
                "{'rule':'gdpr-33','to':'the authority','evidence':'AZ 1234'}",
                "NotificationMade");
        closeAndReview(path);
    }

    private void closeAndReview(String path) {
        Api dana = people.dana();
        JsonNode closed = dana.post(path + "/close", "{}").ok();
        assertThat(closed.get("incident").get("status").asText()).isEqualTo("CLOSED");
        assertThat(closed.get("auditReady").asBoolean()).isFalse();
        assertThat(closed.get("owed").size() + closed.get("blockers").size()).isPositive();
        assertProblem(dana.post(path + "/close", "{}"), 409);
        assertThat(dana.get(path + "/readiness").ok().get("auditReady").asBoolean())
                .isFalse();
        done(dana, path, "reopen", "{'reason':'it is back'}", "IncidentReopened");
        dana.post(path + "/close", "{}").ok();
        done(dana, path, "review", "{'findings':'too few disks','participants':['dana','alice']}", "ReviewHeld");
    }

    @Test
    void debts_areFoundByStatusIncidentAndOwner_andOneByOne() {
        String incident = people.declare();
        JsonNode grant = people.brokenGlass(incident);
        List<JsonNode> owed = List.of();
        for (int i = 0; i < 100 && owed.isEmpty(); i++) {
            ServerProcess.pause(100);
            owed = people.dana().all("/api/v1/debts?incident=" + incident);
        }
        assertThat(owed).isNotEmpty();
        for (JsonNode debt : owed) {
            assertThat(debt.get("incident").asText()).isEqualTo(incident);
            Api.Reply one = people.dana().get("/api/v1/debts/" + debt.get("id").asText());
            assertThat(one.ok().get("id")).isEqualTo(debt.get("id"));
            assertThat(version(one)).isPositive();
            String owner = debt.get("owner").asText();
            assertThat(people.dana().all("/api/v1/debts?owner=" + owner.replace(" ", "%20") + "&incident=" + incident))
                    .isNotEmpty()
                    .allSatisfy(found -> assertThat(found.get("owner").asText()).isEqualTo(owner));
        }
        assertThat(people.dana().all("/api/v1/debts?status=missed&incident=" + incident))
                .isEmpty();
        assertThat(people.dana().all("/api/v1/debts?incident=INC-2026-9999")).isEmpty();
        assertProblem(people.dana().get("/api/v1/debts?status=FORGOTTEN"), 400);
        assertProblem(people.dana().get("/api/v1/debts?incident=nonsense"), 400);
        assertProblem(people.dana().get("/api/v1/debts/DEBT-0000000000"), 404);
        people.alice()
                .post("/api/v1/grants/" + grant.get("id").asText() + "/end", "{}")
                .ok();
    }

    @Test
    @DisplayName("the whole log can be verified over the API alone, and each fact by its proof")
    void theLog_verifiesOverTheApi() {
        people.declare();
        Api dana = people.dana();
        JsonNode head = published();
        SignedNote note = SignedNote.parse(head.get("checkpoint").asText());
        Trust trust = Trust.in(VerifierKey.parse(head.get("key").asText()));
        Checkpoint checkpoint = trust.open(note);
        assertThat(checkpoint.size()).isEqualTo(head.get("size").asLong());
        assertThat(checkpoint.root().hex()).isEqualTo(head.get("rootHash").asText());
        new LogVerifier(trust)
                .verify(
                        path -> {
                            Api.Reply tile = dana.get("/api/v1/ledger/tiles/" + path);
                            return tile.status() == 200 ? Optional.of(tile.body()) : Optional.empty();
                        },
                        note);
        for (JsonNode fact : dana.get("/api/v1/ledger/facts?limit=5").ok().get("items")) {
            long position = fact.get("position").asLong();
            byte[] leaf = dana.get("/api/v1/ledger/facts/" + position).body();
            assertThat(Hash.leaf(leaf).hex()).isEqualTo(fact.get("leafHash").asText());
            String id = fact.get("envelope").get("id").asText();
            assertThat(dana.get("/api/v1/ledger/facts/" + id).body()).isEqualTo(leaf);
            TlogProof.parse(dana.get("/api/v1/ledger/proofs/" + position).text())
                    .verify(Hash.leaf(leaf), trust);
            TlogProof.parse(dana.get("/api/v1/ledger/proofs/" + id).text()).verify(Hash.leaf(leaf), trust);
        }
        assertProblem(dana.get("/api/v1/ledger/facts/999999"), 404);
        assertProblem(dana.get("/api/v1/ledger/facts/01919191-9191-7191-9191-919191919191"), 404);
        assertProblem(dana.get("/api/v1/ledger/proofs/999999"), 404);
    }

    /** The head, once it covers some facts. */
    private JsonNode published() {
        Api.Reply reply = people.dana().get("/api/v1/ledger/head");
        for (int i = 0;
                i < 100 && (reply.status() != 200 || reply.json().get("size").asLong() < 10);
                i++) {
            ServerProcess.pause(100);
            reply = people.dana().get("/api/v1/ledger/head");
        }
        return reply.ok();
    }

    @Test
    void thePolicy_isReadLintedAndPutAgain_onTheVersionThatWasRead() {
        Api.Reply read = people.admin().get("/api/v1/policy");
        String document = read.ok().get("document").toString();
        assertThat(people.alice()
                        .post("/api/v1/policy/lint", "{\"document\":" + document.replace("'", "''") + "}")
                        .status())
                .isLessThan(500);
        String changed = "{\"document\":" + document.substring(0, document.length() - 1) + "\\n# seen\\n\"}";
        Api.Reply put = people.admin()
                .send(people.admin()
                        .request("/api/v1/policy")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("If-Match", read.header("ETag"))
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(changed)));
        assertThat(put.ok().get("document").asText()).endsWith("# seen\n");
        assertThat(version(put)).isEqualTo(version(read) + 1);
        assertThat(put.json().get("digest")).isNotEqualTo(read.json().get("digest"));
        assertThat(people.alice().get("/api/v1/policy").json()).isEqualTo(put.json());
        Api.Reply schema = people.alice().get("/api/v1/policy/schema");
        assertThat(schema.header("Content-Type")).startsWith("application/schema+json");
        assertThat(schema.json().has("$schema")).isTrue();
    }

    @Test
    void people_areAddedTrustedLinkedAndListed_andTokensCounted() {
        Api admin = people.admin();
        Api.Reply added = admin.post("/api/v1/people", "{'id':'nora','displayName':'Nora N.','functions':['auditor']}");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/api/v1/people/nora");
        assertProblem(admin.post("/api/v1/people", "{'id':'nora','displayName':'x','functions':[]}"), 409);
        Api.Reply changed = admin.put("/api/v1/people/nora/functions", "{\"functions\":[\"engineer\",\"auditor\"]}");
        assertThat(changed.ok().get("functions")).hasSize(2);
        assertThat(version(changed)).isEqualTo(version(added) + 1);
        admin.post("/api/v1/people", "{'id':'nora-admin','displayName':'Nora again','functions':[]}")
                .ok();
        JsonNode linked = admin.post("/api/v1/people/nora/aliases", "{'alias':'nora-admin'}")
                .ok();
        assertThat(admin.get("/api/v1/people/nora-admin").ok().get("human")).isEqualTo(linked.get("human"));
        assertThat(admin.all("/api/v1/people").stream().map(p -> p.get("id").asText()))
                .contains("admin", "nora", "nora-admin")
                .isSorted();
        JsonNode token = admin.post("/api/v1/people/nora/tokens", "{'label':'laptop','expiresInSeconds':600}")
                .ok();
        JsonNode listed = admin.get("/api/v1/people/nora/tokens").ok().get("items");
        assertThat(StreamSupport.stream(listed.spliterator(), false).map(t -> t.get("token")))
                .containsExactly(token.get("token"));
        assertThat(listed.toString()).doesNotContain("secret");
        assertThat(new Api(server.url(), token.get("secret").asText())
                        .get("/api/v1/me")
                        .ok()
                        .get("person")
                        .asText())
                .isEqualTo("nora");
        assertProblem(admin.get("/api/v1/people/nobody"), 404);
        assertProblem(admin.get("/api/v1/people/nobody/issued-tokens"), 404);
    }

    @Test
    void findings_areEmptyInAHouseInOrder_andGrantsFilteredByStateAndTarget() {
        assertThat(people.bob().get("/api/v1/findings/accounts").ok().get("items"))
                .isEmpty();
        String incident = people.declare();
        JsonNode asked = people.alice()
                .post("/api/v1/grants", Emergency.ask(incident, false))
                .ok();
        String query = "/api/v1/grants?incident=" + incident;
        assertThat(people.bob().all(query + "&state=REQUESTED&target=orders-db"))
                .extracting(grant -> grant.get("id"))
                .containsExactly(asked.get("id"));
        assertThat(people.bob().all(query + "&state=ACTIVE")).isEmpty();
        assertThat(people.bob().all(query + "&target=another-db")).isEmpty();
        assertProblem(people.bob().get("/api/v1/grants?target=NO%20TARGET"), 400);
    }
}
