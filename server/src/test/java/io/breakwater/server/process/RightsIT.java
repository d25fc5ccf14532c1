package io.breakwater.server.process;

import static io.breakwater.server.process.Assertions.assertProblem;
import static io.breakwater.server.process.Assertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what over HTTP, and that a refusal does not tell what is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsIT {
    private final ServerProcess server = ServerProcess.startFresh("practice=true");
    private final Emergency people = Emergency.on(server);
    private final Api eve = people.admin().person("eve", "");
    private final Api engineer = people.admin().person("frank", "'engineer'");
    private final Api auditor = people.admin().person("dora", "'auditor'");
    private List<Operation> operations = List.of();
    private String incident = "";
    private String grant = "";
    private String token = "";

    @BeforeAll
    void somethingToBeHidden() {
        operations = Operation.of(server);
        incident = people.declare();
        grant = people.alice()
                .post("/api/v1/grants", Emergency.ask(incident, false))
                .ok()
                .get("id")
                .asText();
        token = people.admin()
                .get("/api/v1/people/alice/tokens")
                .ok()
                .get("items")
                .get(0)
                .get("token")
                .asText();
    }

    @AfterAll
    void stop() {
        server.erase();
    }

    private Api who(String name) {
        return switch (name) {
            case "admin" -> people.admin();
            case "alice" -> people.alice();
            case "bob" -> people.bob();
            case "carol" -> people.carol();
            case "dana" -> people.dana();
            case "eve" -> eve;
            case "frank" -> engineer;
            case "dora" -> auditor;
            default -> throw new IllegalStateException(name);
        };
    }

    private String onReal(Operation operation) {
        return operation.filled("alice", incident, grant).replace("TK-0000000000", token);
    }

    private Api.Reply ask(Operation operation, Api who, String path) {
        return operation.method().equals("delete")
                ? who.delete(path)
                : operation.isRead() ? who.get(path) : operation.send(who, path, operation.fitting());
    }

    /** An answer without what has to differ: the names that were asked for. */
    private String blurred(Api.Reply reply) {
        return reply.status() + " "
                + reply.json()
                        .toString()
                        .replace(incident, "it")
                        .replace("INC-2026-9999", "it")
                        .replace(grant, "it")
                        .replace("GR-0000000000", "it")
                        .replace(token, "it")
                        .replace("TK-0000000000", "it");
    }

    Stream<Operation> onGrantsAndTokens() {
        return operations.stream()
                .filter(operation -> operation.path().startsWith("/api/v1/grants/{")
                        || operation.path().startsWith("/api/v1/tokens/{"));
    }

    @ParameterizedTest
    @MethodSource("onGrantsAndTokens")
    @DisplayName("somebody who may not see a grant or a token is answered as if there were none")
    void whatSomebodyMayNotSee_isAnsweredAsIfItWereNotThere(Operation operation) {
        Api.Reply there = ask(operation, eve, onReal(operation));
        Api.Reply nowhere = ask(operation, eve, operation.onNothing());
        assertProblem(there, 404);
        assertThat(blurred(there)).isEqualTo(blurred(nowhere));
    }

    Stream<Operation> all() {
        return operations.stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("a person who is trusted with nothing changes nothing and reads no evidence")
    void aPersonWithoutAnyFunction_getsNothingDone(Operation operation) {
        Api.Reply reply = ask(operation, eve, onReal(operation));
        boolean harmless = List.of(
                        "POST /api/v1/policy/lint", "POST /api/v1/debts/rules/lint", "POST /api/v1/grants/explain")
                .contains(operation.toString());
        if (operation.isCommand() && !harmless) {
            assertRefused(reply);
            assertThat(reply.status()).as(reply.toString()).isIn(403, 404, 415);
        } else {
            assertThat(reply.status()).as(reply.toString()).isLessThan(500);
            assertThat(reply.text()).doesNotContain("orders cannot be written").doesNotContain("bw_");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/people,                      alice bob carol dana eve dora, 403",
        "PUT,  /api/v1/people/eve/functions,        alice bob carol dana eve dora, 403",
        "POST, /api/v1/people/eve/aliases,          alice bob carol dana eve dora, 403",
        "POST, /api/v1/people/eve/deactivate,       alice bob carol dana eve dora, 403",
        "POST, /api/v1/people/carol/tokens,         alice bob dana eve dora,       403",
        "GET,  /api/v1/people/carol/tokens,         alice bob dana eve dora,       403",
        "GET,  /api/v1/people/carol/issued-tokens,  alice bob carol dana eve dora, 403",
        "PUT,  /api/v1/policy,                      alice bob carol dana eve dora, 403",
        "GET,  /api/v1/policy,                      eve,                           403",
        "GET,  /api/v1/ledger/facts,                eve,                           403",
        "GET,  /api/v1/ledger/facts/0,              eve,                           403",
        "GET,  /api/v1/ledger/tiles/checkpoint,     eve,                           403",
        "GET,  /api/v1/findings/accounts,           alice eve,                     403",
        "GET,  /api/v1/findings,                    eve,                           403",
        "POST, /api/v1/findings/F-0123456789abcdef/incident, eve dora,             403",
        "POST, /api/v1/incidents/INC/erasures,      alice bob carol dana eve dora, 403",
        "POST, /api/v1/incidents/INC/packs,         alice eve,                     403 404",
        "POST, /api/v1/incidents/INC/roles,         eve dora,                      403 404",
        "POST, /api/v1/incidents/INC/severity,      eve dora,                      403 404",
        "POST, /api/v1/incidents/INC/close,         alice eve dora,                403 404",
        "POST, /api/v1/grants/GR/approvals,         alice admin dora eve frank,    403 404",
        "POST, /api/v1/grants/GR/credential,        bob carol dana admin dora eve, 403 404",
        "POST, /api/v1/grants/GR/break-glass,       bob carol dora eve frank,      403 404",
        "POST, /api/v1/grants/GR/review,            alice eve frank,               403 404 409"
    })
    void whoMayNot_isRefused_andTheThingStaysAsItIs(String method, String path, String who, String statuses) {
        String real = path.replace("/INC/", "/" + incident + "/").replace("/GR/", "/" + grant + "/");
        String pattern = path.replace("/INC/", "/{id}/")
                .replace("/GR/", "/{id}/")
                .replaceAll("/people/[a-z]+/", "/people/{id}/")
                .replaceAll("/F-[0-9a-f]+/", "/{id}/");
        String before = people.admin().get("/api/v1/people").text() + state();
        for (String name : who.strip().split(" ")) {
            Api.Reply reply = method.equals("GET")
                    ? who(name).get(real)
                    : new Operation(method.toLowerCase(java.util.Locale.ROOT), pattern, true)
                            .send(who(name), real, decided(pattern));
            assertThat(statuses).as(name + " " + reply).contains(String.valueOf(reply.status()));
            assertProblem(reply, reply.status());
        }
        assertThat(people.admin().get("/api/v1/people").text() + state()).isEqualTo(before);
    }

    /** With the hash that is really asked for, so that nothing but the right is missing. */
    private String decided(String pattern) {
        String hash = people.alice()
                .get("/api/v1/grants/" + grant)
                .ok()
                .get("requestHash")
                .asText();
        return Bodies.fittingFor("post", pattern).replace("\"" + "0".repeat(64) + "\"", "\"" + hash + "\"");
    }

    private String state() {
        return people.alice().get("/api/v1/grants/" + grant).text()
                + people.dana().get("/api/v1/incidents/" + incident).text();
    }

    @Test
    @DisplayName(
            "deactivating an administrator: their tokens end at once, those of others are named, and revoked on demand")
    void aDeactivatedAdministrator_isOut_andWhatTheyIssuedIsNamed() {
        Api zoe = people.admin().person("zoe", "'administrator'");
        Api wim = zoe.person("wim", "'engineer'");
        assertThat(zoe.get("/api/v1/people/zoe/issued-tokens").ok().get("items"))
                .hasSize(1);
        JsonNode gone =
                people.admin().post("/api/v1/people/zoe/deactivate", "{}").ok();
        assertThat(gone.get("active").asBoolean()).isFalse();
        assertThat(gone.get("issued")).hasSize(1);
        assertThat(gone.get("issued").get(0).get("person").asText()).isEqualTo("wim");
        assertThat(gone.get("issued").get(0).get("issuers").toString())
                .contains("zoe")
                .contains("admin");
        assertProblem(zoe.get("/api/v1/me"), 401);
        assertProblem(zoe.post("/api/v1/people/wim/tokens", "{'label':'x','expiresInSeconds':60}"), 401);
        JsonNode own = people.admin().get("/api/v1/people/zoe/tokens").ok().get("items");
        assertThat(own)
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t.has("revokedAt")).isTrue());
        wim.get("/api/v1/me").ok();

        assertProblem(people.admin().post("/api/v1/people/zoe/deactivate?revokeIssued=yes", "{}"), 400);
        wim.get("/api/v1/me").ok();
        JsonNode revoked = people.admin()
                .post("/api/v1/people/zoe/deactivate?revokeIssued=true", "{}")
                .ok();
        assertThat(revoked.get("issued")).isEmpty();
        assertProblem(wim.get("/api/v1/me"), 401);
        people.alice().get("/api/v1/me").ok();
    }

    @Test
    @DisplayName(
            "a token that was revoked while a request was on its way in is refused for the next one, whoever holds it")
    void aRevokedToken_isRefusedAtOnce_everywhere() {
        Api mia = people.admin().person("mia", "'commander'");
        String id = mia.get("/api/v1/people/mia/tokens")
                .ok()
                .get("items")
                .get(0)
                .get("token")
                .asText();
        assertThat(people.admin().delete("/api/v1/tokens/" + id).status()).isEqualTo(204);
        assertThat(people.admin().delete("/api/v1/tokens/" + id).status()).isEqualTo(204);
        for (Operation operation : operations) {
            assertProblem(ask(operation, mia, onReal(operation)), 401);
        }
    }

    @Test
    void anAnswerThatWasRefused_isRefusedInTheSameWords_whenItIsAskedAgain() {
        String key = UUID.randomUUID().toString();
        String body = "{'id':'x','displayName':'x','functions':[]}";
        Api.Reply first = people.alice().post("/api/v1/people", body, key);
        Api.Reply again = people.alice().post("/api/v1/people", body, key);
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.json().get("detail")).isEqualTo(first.json().get("detail"));
    }
}
