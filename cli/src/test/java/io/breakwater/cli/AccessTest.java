package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking for access, and asking what would happen. */
final class AccessTest extends AgainstAStub {
    private static final String ASK = "access orders-db admin --for 45m --reason 'because it is down' ";
    private static final String EXPLAIN = "access explain orders-db admin --for 45m --reason 'because it is down' ";

    @Test
    void request_saysEverythingThatWasSaidOnTheCommandLine() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"));
        line(ASK + "--ticket CHG7 --with bob --break-glass --incident INC-2026-0009");
        JsonNode sent = sent("POST /api/v1/grants");
        assertThat(sent.path("incident").asText()).isEqualTo("INC-2026-0009");
        assertThat(sent.path("target").asText()).isEqualTo("orders-db");
        assertThat(sent.path("role").asText()).isEqualTo("admin");
        assertThat(sent.path("durationSeconds").asInt()).isEqualTo(2700);
        assertThat(sent.path("reason").asText()).isEqualTo("because it is down");
        assertThat(sent.path("ticket").asText()).isEqualTo("CHG7");
        assertThat(sent.path("secondPerson").asText()).isEqualTo("bob");
        assertThat(sent.path("breakGlass").asBoolean()).isTrue();
    }

    @Test
    void request_leavesOutWhatWasNotSaid() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"));
        line(ASK);
        JsonNode sent = sent("POST /api/v1/grants");
        assertThat(sent.has("ticket")).isFalse();
        assertThat(sent.has("secondPerson")).isFalse();
        assertThat(sent.path("breakGlass").asBoolean()).isFalse();
    }

    @Test
    void accessThatNeedsApproval_exitsWith8AndSaysWhoIsMissing() {
        stub.tell(
                "POST /api/v1/grants",
                201,
                with(grant("REQUESTED"), "\"approvalsMissing\":{\"security-approver\":1,\"engineering-approver\":0}"));
        CliRun run = line(ASK);
        assertThat(run.exit()).isEqualTo(8);
        assertThat(run.err())
                .contains("1 × security-approver")
                .doesNotContain("engineering-approver")
                .contains("breakwater access break-glass " + GRANT)
                .contains("INC-2026-0001: checkout down (the only one open)");
        assertThat(stub.asked("POST")).hasSize(1);
    }

    @Test
    void brokenGlassThatIsWithheld_exitsWith8AndSaysWhatASecondPersonDoes() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"));
        CliRun run = line(ASK + "--break-glass");
        assertThat(run.exit()).isEqualTo(8);
        assertThat(run.err())
                .contains("BREAK_GLASS_WITHHELD")
                .contains("a second person runs `breakwater access break-glass " + GRANT + "`");
    }

    @ParameterizedTest
    @CsvSource({"DENIED,3,DENIED", "WITHDRAWN,3,DENIED", "ENDING,7,TARGET_UNREACHABLE", "ENDED,7,TARGET_UNREACHABLE"})
    void accessThatDidNotOpen_exitsByItsReason_andCollectsNoCredential(String state, int exit, String code) {
        stub.tell("POST /api/v1/grants", 201, grant(state));
        CliRun run = line(ASK);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains("`breakwater access show " + GRANT + "` tells more.");
        assertThat(stub.asked("POST " + GRANT_URL)).isEmpty();
    }

    @Test
    void requestThatPolicyRefuses_namesTheDryRun() {
        stub.problem("POST /api/v1/grants", 403, "POLICY_REFUSES", "the reason is too short");
        CliRun run = line(ASK);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("POLICY_REFUSES: the reason is too short. `breakwater access explain`");
    }

    @Test
    void openAccessWithoutAProgram_showsTheCredentialOnce() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL);
        CliRun run = line(ASK);
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("grant " + GRANT + "  ACTIVE")
                .contains("Shown this once")
                .containsOnlyOnce("s3cret");
        assertThat(run.err()).doesNotContain("s3cret");
    }

    @Test
    void openAccessInJson_isOneDocumentWithGrantAndCredential() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL);
        JsonNode both = line(ASK + "--json").json();
        assertThat(both.path("grant").path("id").asText()).isEqualTo(GRANT);
        assertThat(both.path("credential").path("secret").asText()).isEqualTo("s3cret'");
    }

    @Test
    void credentialThatIsGone_saysHowToGoOn() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE);
        stub.problem("POST " + GRANT_URL + "/credential", 410, "CREDENTIAL_GONE", "it was shown already");
        CliRun run = line(ASK);
        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).contains("breakwater access end");
    }

    @Test
    void waiting_endsWhenTheRequestIsDecided() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"));
        stub.tell("GET " + GRANT_URL, 200, grant("DENIED"));
        CliRun run = line(ASK + "--wait --wait-for 1h");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(stub.asked("GET " + GRANT_URL)).hasSize(1);
    }

    @Test
    void waitingOnATerminal_saysForWhom() {
        stub.tell(
                "POST /api/v1/grants",
                201,
                with(grant("REQUESTED"), "\"approvalsMissing\":{\"security-approver\":1,\"engineering-approver\":2}"));
        stub.tell("GET " + GRANT_URL, 200, grant("DENIED"));
        CliRun run = cli().onATerminal().line(ASK + "--wait --wait-for 1h");
        assertThat(run.err()).contains("waiting for 1 × security-approver, 2 × engineering-approver …");
    }

    @Test
    void progress_isCutToTheTerminalAndLeftOutElsewhere() {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED")).tell("GET " + GRANT_URL, 200, grant("DENIED"));
        CliRun narrow = cli().onATerminal().columns(12).line(ASK + "--wait");
        assertThat(narrow.err()).contains("\r\u001b[Kwaiting for").doesNotContain("a decision");
        assertThat(line(ASK + "--wait").err()).doesNotContain("waiting").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN_NOW,0,would open now",
        "BREAK_GLASS,0,would open by breaking the glass",
        "NEEDS_APPROVAL,8,needs approval first",
        "REFUSED,3,would be refused",
        "BROKEN,9,cannot be decided: a rule is broken",
        "OF_A_NEWER_SERVER,0,OF_A_NEWER_SERVER"
    })
    void explain_exitsAsTheAccessWould(String verdict, int exit, String told) {
        stub.tell("POST /api/v1/grants/explain", 200, "{\"verdict\":\"" + verdict + "\"}");
        CliRun run = line(EXPLAIN);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).startsWith(told);
    }

    @Test
    void explain_showsEveryRuleAndWhatWouldBeDone() {
        stub.tell("POST /api/v1/grants/explain", 200, """
                {"verdict":"REFUSED","breakGlassAllowed":true,"reviewWithinSeconds":259200,
                 "rules":[{"rule":"who","outcome":"UNSATISFIED","message":"not an engineer"},
                          {"rule":"incident","outcome":"SATISFIED","message":"it is open"}],
                 "wouldDo":["refuse, and record it"]}""");
        CliRun run = line(EXPLAIN);
        assertThat(run.out().lines())
                .containsExactly(
                        "would be refused",
                        "  NOT  who: not an engineer",
                        "  ok   incident: it is open",
                        "  The glass may be broken; review within 72h.",
                        "  → refuse, and record it");
    }

    @Test
    void explain_asksExactlyWhatTheRequestWouldAsk() {
        stub.tell("POST /api/v1/grants/explain", 200, "{\"verdict\":\"OPEN_NOW\"}");
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"));
        String more = "--ticket CHG7 --with bob --break-glass";
        line(EXPLAIN + more);
        line(ASK + more);
        assertThat(sent("POST /api/v1/grants/explain"))
                .isEqualTo(json(stub.asked("POST /api/v1/grants").stream()
                        .filter(asked -> !asked.target().endsWith("/explain"))
                        .findFirst()
                        .orElseThrow()
                        .body()));
    }
}
