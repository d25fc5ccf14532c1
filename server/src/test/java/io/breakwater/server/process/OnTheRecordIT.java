package io.breakwater.server.process;

import static io.breakwater.server.process.Assertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every reading of evidence and every administrative act is a fact. Each of these operations of the API is tried here, and
 * each other reading is on a list, so that a new one has to be decided about.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnTheRecordIT {
    /** How things stand now, who is there, and hashes: nothing that is evidence of what happened. */
    private static final Set<String> NO_EVIDENCE = Set.of(
            "GET /api/v1/debts",
            "GET /api/v1/debts/rules",
            "GET /api/v1/debts/rules/schema",
            "GET /api/v1/debts/{id}",
            "GET /api/v1/findings/accounts",
            "GET /api/v1/findings/delays",
            "GET /api/v1/grants",
            "GET /api/v1/grants/{id}",
            "GET /api/v1/incidents",
            "GET /api/v1/incidents/{id}",
            "GET /api/v1/incidents/{id}/readiness",
            "GET /api/v1/ledger/head",
            "GET /api/v1/ledger/proofs/{name}",
            "GET /api/v1/me",
            "GET /api/v1/people",
            "GET /api/v1/people/{id}",
            "GET /api/v1/people/{id}/issued-tokens",
            "GET /api/v1/people/{id}/tokens",
            "GET /api/v1/policy",
            "GET /api/v1/policy/schema");

    /** Commands below these are administration; those of emergencies and findings have tests that see to their facts. */
    private static final List<String> ADMINISTRATION = List.of("/api/v1/people", "/api/v1/tokens", "/api/v1/policy");

    /** In tenths of a second: targets are looked at once a minute. */
    private static final int PATIENCE = 1200;

    private final JournalDatabase database = new JournalDatabase();
    private final ServerProcess server = database.server("practice=true");
    private final Emergency people = Emergency.on(server);
    private String incident = "";
    private String digest = "";

    @BeforeAll
    void evidence() {
        Aftermath.atTheTarget(server, Aftermath.brokerPassword(server), "create role breakwater_ghost login");
        incident = people.declare();
        String path = "/api/v1/incidents/" + incident;
        digest = people.alice()
                .post(path + "/attachments?name=a.txt", "what was seen")
                .ok()
                .get("content")
                .get("digest")
                .asText();
        people.dana().post(path + "/packs", "{}").ok();
    }

    @AfterAll
    void stop() {
        server.close();
        database.erase();
    }

    private JsonNode awaitFact(Predicate<JsonNode> wanted) {
        List<String> seen = List.of();
        for (int i = 0; i < PATIENCE; i++) {
            List<JsonNode> facts = people.admin().all("/api/v1/ledger/facts").stream()
                    .map(fact -> fact.get("envelope"))
                    .toList();
            for (JsonNode fact : facts) {
                if (wanted.test(fact)) {
                    return fact;
                }
            }
            seen = facts.stream().map(JsonNode::toString).toList();
            ServerProcess.pause(100);
        }
        throw new AssertionError("no such fact among " + String.join("\n", seen));
    }

    private static boolean is(JsonNode fact, String type) {
        return fact.get("type").asText().equals("io.breakwater." + type + ".v1");
    }

    private static boolean says(JsonNode fact, String field, String value) {
        return fact.get("data").path(field).asText().equals(value);
    }

    private static Set<String> firstColumn(String method) throws NoSuchMethodException {
        CsvSource rows = OnTheRecordIT.class
                .getDeclaredMethod(method, String.class, String.class, String.class, String.class)
                .getAnnotation(CsvSource.class);
        return rows.textBlock()
                .lines()
                .map(row -> row.split("\\|")[0].strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyOperation_isEvidence_orAdministration_orKnownToBeNeither() throws Exception {
        Set<String> decided = firstColumn("readingEvidence_isAFact_thatNamesReaderAndThing");
        decided.addAll(NO_EVIDENCE);
        decided.addAll(firstColumn("anAdministrativeAct_isAFact_thatNamesWhoDidIt"));
        decided.add("POST /api/v1/policy/lint");
        // Evidence too; only a watched log makes one to read: see WatchIT.
        decided.add("GET /api/v1/findings/{id}");
        Set<String> there = Operation.of(server).stream()
                .filter(operation -> operation.isRead()
                        || ADMINISTRATION.stream().anyMatch(operation.path()::startsWith)
                        || operation.path().endsWith("/erasures"))
                .map(Operation::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there)
                .as("say of a new operation here whether it reads evidence, administers, or neither")
                .isEqualTo(decided);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /api/v1/incidents/{id}/timeline         | /api/v1/incidents/INC/timeline       | EvidenceRead      | timeline
            GET /api/v1/incidents/{id}/content/{digest} | /api/v1/incidents/INC/content/DIGEST | EvidenceRead      | content DIGEST
            GET /api/v1/incidents/{id}/packs/{n}        | /api/v1/incidents/INC/packs/1        | EvidenceRead      | pack 1
            GET /api/v1/findings                        | /api/v1/findings                     | HouseEvidenceRead | findings
            GET /api/v1/ledger/facts                    | /api/v1/ledger/facts?from=2          | HouseEvidenceRead | facts
            GET /api/v1/ledger/facts/{name}             | /api/v1/ledger/facts/0               | HouseEvidenceRead | fact FIRST
            GET /api/v1/ledger/tiles/{path}             | /api/v1/ledger/tiles/ENTRIES         | HouseEvidenceRead | entries
            """)
    @DisplayName("whoever reads evidence over HTTP is on the record with what they read")
    void readingEvidence_isAFact_thatNamesReaderAndThing(String operation, String path, String type, String what) {
        String reader = "reader-of-" + what.split(" ")[0];
        Api auditor = people.admin().person(reader, "'auditor'");
        Api.Reply reply = auditor.get(
                path.replace("INC", incident).replace("DIGEST", digest).replace("ENTRIES", entries()));
        assertThat(reply.status()).as(operation + ": " + reply).isEqualTo(200);
        JsonNode fact = awaitFact(f -> is(f, type) && says(f, "by", reader));
        assertThat(fact.get("data").get("what").asText())
                .isEqualTo(what.replace("DIGEST", digest).replace("FIRST", firstFact()));
        assertThat(fact.get("data").path("incident").asText()).isEqualTo(type.equals("EvidenceRead") ? incident : "");
    }

    private String firstFact() {
        return people.admin().get("/api/v1/ledger/facts/0").ok().get("id").asText();
    }

    private String entries() {
        long size = people.admin().get("/api/v1/ledger/head").ok().get("size").asLong();
        return size >= 256 ? "tile/entries/000" : "tile/entries/000.p/" + size;
    }

    @Test
    @DisplayName(
            "an account at a real target that no grant explains is a finding and a fact, and the grant's own is none")
    void anAccountThatNobodyExplains_isAFindingAndAFact() {
        JsonNode grant = people.brokenGlass(incident);
        JsonNode fact = awaitFact(f -> is(f, "StrayAccountFound"));
        assertThat(says(fact, "account", "breakwater_ghost"))
                .as(fact.toString())
                .isTrue();
        assertThat(says(fact, "target", "orders-db")).isTrue();
        JsonNode findings = people.dana().get("/api/v1/findings/accounts").ok().get("items");
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).get("account").asText()).isEqualTo("breakwater_ghost");
        assertThat(Aftermath.accounts(server))
                .contains("breakwater_ghost", grant.get("account").asText());
    }

    @Test
    @DisplayName("the query that a pack names, asked of the journal itself, finds exactly the facts of the pack")
    void theQueryOfAPack_askedAgain_findsItsFacts() throws Exception {
        byte[] zip =
                people.dana().get("/api/v1/incidents/" + incident + "/packs/1").body();
        JsonNode population = Json.mapper().readTree(entry(zip, "population.json"));
        String statement = population.get("query").get("statement").asText();
        List<String> found = new ArrayList<>();
        try (var journal = database.connect("journal");
                var asked = journal.createStatement();
                var rows = asked.executeQuery(statement)) {
            while (rows.next()) {
                found.add(new String(rows.getBytes(1), StandardCharsets.UTF_8));
            }
        }
        assertThat(found)
                .isEqualTo(new String(entry(zip, "facts.ndjson"), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
        assertThat(found).hasSize(population.get("facts").asInt());
    }

    private static byte[] entry(byte[] zip, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
        }
        throw new AssertionError("no " + name);
    }

    @Test
    void somebodyWhoIsRefused_hasReadNothing() {
        Api eve = people.admin().person("eve", "");
        assertProblem(eve.get("/api/v1/ledger/facts"), 403);
        people.admin().person("after-eve", "");
        awaitFact(fact -> is(fact, "PersonAdded") && says(fact, "person", "after-eve"));
        assertThat(people.admin().all("/api/v1/ledger/facts").stream().map(fact -> fact.get("envelope")))
                .noneMatch(fact -> fact.get("type").asText().contains("EvidenceRead") && says(fact, "by", "eve"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            POST /api/v1/people                  | {'id':'noa','displayName':'Noa','functions':[]} | PersonAdded            | noa
            PUT /api/v1/people/{id}/functions    | {'functions':['auditor']}                       | PersonFunctionsChanged | changed
            POST /api/v1/people/{id}/aliases     | {'alias':'other'}                               | PersonsLinked          | linked
            POST /api/v1/people/{id}/deactivate  | {}                                              | PersonDeactivated      | gone
            POST /api/v1/people/{id}/tokens      | {'label':'x','expiresInSeconds':60}             | TokenIssued            | holder
            DELETE /api/v1/tokens/{id}           |                                                 | TokenRevoked           | loser
            PUT /api/v1/policy                   | {'document':POLICY}                              | PolicyChanged          |
            POST /api/v1/incidents/{id}/erasures | {'digest':'DIGEST','reason':'GDPR Art. 17'}     | ContentErased          |
            """)
    @DisplayName("whatever an administrator does over HTTP is on the record with who did it")
    void anAdministrativeAct_isAFact_thatNamesWhoDidIt(String operation, String body, String type, String whom) {
        Api chief = people.admin().person("chief-" + type.toLowerCase(java.util.Locale.ROOT), "'administrator'");
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation.substring(method.length() + 1);
        if (whom != null && path.contains("{id}")) {
            people.admin().person(whom, "");
            people.admin().person("other-" + whom, "");
        }
        String target = path.replace("{id}", path.contains("incidents") ? incident : String.valueOf(whom));
        Api.Reply reply;
        if (method.equals("DELETE")) {
            reply = chief.delete("/api/v1/tokens/" + tokenOf(String.valueOf(whom)));
        } else {
            String sent = body.replace("DIGEST", whatMayGo()).replace("'other'", "'other-" + whom + "'");
            reply = method.equals("PUT")
                    ? chief.put(target, sent.replace('\'', '"').replace("POLICY", anotherPolicy()))
                    : chief.post(target, sent);
        }
        assertThat(reply.status()).as(reply.toString()).isBetween(200, 204);
        JsonNode fact = awaitFact(f -> is(f, type)
                && says(f, "by", "chief-" + type.toLowerCase(java.util.Locale.ROOT))
                && (whom == null || says(f, "person", whom)));
        assertThat(fact.get("actor").toString()).contains("chief-");
    }

    private String tokenOf(String person) {
        return people.admin()
                .get("/api/v1/people/" + person + "/tokens")
                .ok()
                .get("items")
                .get(0)
                .get("token")
                .asText();
    }

    private String anotherPolicy() {
        String inForce =
                people.admin().get("/api/v1/policy").ok().get("document").toString();
        return inForce.substring(0, inForce.length() - 1) + "# seen\\n\"";
    }

    /** Content that no other test reads. */
    private String whatMayGo() {
        return people.alice()
                .post("/api/v1/incidents/" + incident + "/attachments?name=b.txt", "what has to go")
                .ok()
                .get("content")
                .get("digest")
                .asText();
    }
}
