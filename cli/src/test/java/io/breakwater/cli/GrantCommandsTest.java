package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is done with a grant once it has been asked for. */
final class GrantCommandsTest extends AgainstAStub {
    private void askedFor() {
        stub.tell("GET " + GRANT_URL, 200, with(ACTIVE, "\"requestHash\":\"abc\",\"ticket\":\"CHG7\""));
        stub.tell("POST " + GRANT_URL + "/approvals", 200, "{}");
    }

    private void iAm(String person) {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"" + person + "\"}");
    }

    @Test
    void grant_isShownWithWhoDecidedAndWhatIsMissing() {
        stub.tell("GET " + GRANT_URL, 200, with(grant("REQUESTED"), """
                        "approvals":[{"decision":"APPROVE","by":"bob","function":"engineering-approver"}],
                        "approvalsMissing":{"security-approver":1,"engineering-approver":0},
                        "account":"breakwater_g1","activatedAt":"2026-11-21T03:11:00Z",
                        "reviewDueAt":"2026-11-24T03:12:00Z"
                        """));
        assertThat(line("access show " + GRANT).out().lines())
                .containsExactly(
                        "grant " + GRANT + "  REQUESTED  alice → orders-db admin for 45m",
                        "  incident INC-2026-0001; reason: because it is down",
                        "  approve by bob as engineering-approver",
                        "  still needs 1 × security-approver",
                        "  account breakwater_g1",
                        "  active since 2026-11-21 03:11 UTC (1m ago)",
                        "  ends 2026-11-21 03:57 UTC (in 45m)",
                        "  review due 2026-11-24 03:12 UTC (in 72h)");
    }

    @Test
    void list_isFilteredByWhatWasSaid_andShowsTheEndOfWhatIsOpenOnly() {
        stub.tell(
                "GET /api/v1/grants",
                200,
                "{\"items\":[" + ACTIVE + "," + grant("ENDED").replace(GRANT, "GR-0000000000") + "]}");
        CliRun run = line("access list --state ACTIVE --target orders-db --incident " + INCIDENT);
        assertThat(stub.asked("GET /api/v1/grants").get(0).target())
                .contains("state=ACTIVE")
                .contains("target=orders-db")
                .contains("incident=INC-2026-0001");
        assertThat(run.out().lines().toList().get(1)).contains(GRANT).contains("2026-11-21 03:57 UTC (in 45m)");
        assertThat(run.out().lines().toList().get(2)).contains("ENDED").doesNotContain("03:57");
    }

    @Test
    void emptyList_saysSo() {
        stub.tell("GET /api/v1/grants", 200, "{\"items\":[]}");
        assertThat(line("access list").out().strip()).isEqualTo("No grants.");
    }

    @Test
    void credential_isShownAsAShellTakesIt() {
        stub.tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL);
        assertThat(line("access credential " + GRANT).out())
                .contains("export PGPASSWORD='s3cret'\\'''")
                .contains("export PGUSER='breakwater_g1'");
    }

    @Test
    void credentialAsText_tellsNothingOfTheSecret() {
        stub.tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL);
        Credential credential = Credential.collect(
                new io.breakwater.cli.talk.ServerClient(
                        io.breakwater.cli.talk.Address.of(
                                stub.url(), java.util.Optional.of("bw_x"), java.util.Optional.empty()),
                        java.time.Duration.ofSeconds(20)),
                GRANT);
        assertThat(credential).hasToString("Credential[account=breakwater_g1]");
    }

    @Test
    void approval_isBoundToTheHashOfWhatIsAsked() {
        askedFor();
        assertThat(cli().run("access", "approve", GRANT, "--comment", "fine", "--yes")
                        .exit())
                .isZero();
        assertThat(sent("POST " + GRANT_URL + "/approvals"))
                .isEqualTo(json("{\"requestHash\":\"abc\",\"decision\":\"APPROVE\",\"comment\":\"fine\"}"));
    }

    @Test
    void approval_withoutAYes_isNotSent_andTheTermsAreShown() {
        askedFor();
        CliRun run = cli().onATerminal().typing("n\n").line("access approve " + GRANT);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("who     alice")
                .contains("what    orders-db admin, in INC-2026-0001")
                .contains("why     because it is down")
                .contains("for     45m")
                .contains("ticket  CHG7")
                .contains("hash    abc");
        assertThat(line("access approve " + GRANT).exit()).isEqualTo(2);
        assertThat(commandsSent()).isZero();
    }

    @Test
    void approval_ofOtherTermsThanWereSeen_isAConflict_andNotSent() {
        askedFor();
        CliRun run = line("access approve " + GRANT + " --hash abd --yes");
        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).startsWith("APPROVAL_MISMATCH: ");
        assertThat(commandsSent()).isZero();
    }

    @Test
    void approval_answeredWithYes_isSent() {
        askedFor();
        assertThat(cli().onATerminal()
                        .typing("y\n")
                        .line("access approve " + GRANT + " --hash abc")
                        .exit())
                .isZero();
        assertThat(stub.asked("POST " + GRANT_URL + "/approvals")).hasSize(1);
    }

    @Test
    void approvalOfOnesOwnRequest_isTheServersToRefuse_andSaidSo() {
        stub.tell("GET " + GRANT_URL, 200, with(ACTIVE, "\"requestHash\":\"abc\""));
        stub.problem("POST " + GRANT_URL + "/approvals", 403, "APPROVAL_NOT_YOURS", "you asked for it yourself");
        CliRun run = line("access approve " + GRANT + " --yes");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("APPROVAL_NOT_YOURS: you asked for it yourself.");
    }

    @Test
    void denial_saysWhy_andNeedsNoYes() {
        askedFor();
        assertThat(line("access deny " + GRANT + " --comment 'use the read-only role'")
                        .exit())
                .isZero();
        assertThat(sent("POST " + GRANT_URL + "/approvals"))
                .isEqualTo(
                        json("{\"requestHash\":\"abc\",\"decision\":\"DENY\",\"comment\":\"use the read-only role\"}"));
    }

    @Test
    void breakingTheGlassForAnother_tellsWhoCollectsTheCredential() {
        stub.tell("POST " + GRANT_URL + "/break-glass", 200, ACTIVE);
        CliRun run = line("access break-glass " + GRANT + " --with bob");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("breakwater access credential " + GRANT);
        assertThat(sent("POST " + GRANT_URL + "/break-glass")
                        .path("secondPerson")
                        .asText())
                .isEqualTo("bob");
    }

    @Test
    void endingSomebodyElsesAccess_needsAYes() {
        stub.tell("GET " + GRANT_URL, 200, ACTIVE);
        iAm("bob");
        CliRun run = line("access end " + GRANT);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("End the access of alice to orders-db? Add --yes.");
        assertThat(commandsSent()).isZero();
    }

    @Test
    void endingOnesOwnAccess_needsNone_andSaysWhy() {
        stub.tell("GET " + GRANT_URL, 200, ACTIVE).tell("POST " + GRANT_URL + "/end", 200, grant("ENDED"));
        iAm("alice");
        CliRun run = line("access end " + GRANT + " --why 'orders flow'");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("ENDED");
        assertThat(sent("POST " + GRANT_URL + "/end").path("why").asText()).isEqualTo("orders flow");
    }

    @Test
    void endThatIsNotProven_exitsWith7() {
        stub.tell("GET " + GRANT_URL, 200, ACTIVE)
                .tell(
                        "POST " + GRANT_URL + "/end",
                        200,
                        with(grant("ENDING"), "\"nextRevocationAt\":\"2026-11-21T03:12:02Z\""));
        iAm("alice");
        CliRun run = line("access end " + GRANT);
        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("REVOCATION_UNPROVEN").contains("breakwater access show " + GRANT);
        assertThat(run.out()).contains("next attempt to prove the revocation");
    }

    @Test
    void review_saysWhatWasLookedAt_andWhetherItWasJustified() {
        stub.tell("POST " + GRANT_URL + "/review", 200, "{}").tell("GET " + GRANT_URL, 200, grant("REVIEWED"));
        assertThat(line("access review " + GRANT + " --comment 'recording read'")
                        .exit())
                .isZero();
        line("access review " + GRANT + " --deny --comment 'nobody needed it'");
        assertThat(stub.asked("POST " + GRANT_URL + "/review"))
                .extracting(asked -> json(asked.body()).path("decision").asText())
                .containsExactly("APPROVE", "DENY");
    }

    @Test
    void reviewWithoutAComment_isRefused() {
        assertThat(line("access review " + GRANT).err()).contains("--comment");
        assertThat(commandsSent()).isZero();
    }
}
