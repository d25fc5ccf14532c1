package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.StubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs attention: status, debts, findings. */
final class OverviewTest extends AgainstAStub {
    private static final String DEBT = """
            {"id":"DEBT-63sw68e377","status":"OPEN","owner":"person:alice","incident":"INC-2026-0001",\
            "rule":"ticket-validated","title":"A confirmed ticket","dueAt":"2026-11-21T03:13:00Z",\
            "controls":["iso27001:A.8.32"],"grant":"GR-7f3kq0x2me"}""";

    private void everythingIsThere() {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"alice\",\"functions\":[\"engineer\"]}");
        stub.tell("GET /api/v1/grants", 200, "{\"items\":[" + ACTIVE + "]}");
        stub.tell("GET /api/v1/debts", 200, "{\"items\":[" + DEBT + "]}");
        stub.tell("GET /api/v1/findings", 200, "{\"items\":[]}");
        stub.tell("GET /api/v1/ledger/head", 200, "{\"origin\":\"test/log\",\"size\":41,\"unintegrated\":2}");
    }

    @Test
    void status_isOneScreenOfWhatIsOpenAndOwed() {
        everythingIsThere();
        CliRun run = line("status");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("alice (engineer) at " + stub.url())
                .contains("checkout down")
                .contains("orders-db")
                .contains("A confirmed ticket")
                .endsWith("Ledger test/log: 41 facts signed, 2 waiting" + System.lineSeparator());
    }

    @Test
    void statusInJson_hasAPartForEach() {
        everythingIsThere();
        var status = line("status --json").json();
        assertThat(status.path("me").path("person").asText()).isEqualTo("alice");
        assertThat(status.path("incidents")).hasSize(1);
        assertThat(status.path("grants")).hasSize(2);
        assertThat(status.path("ledger").path("size").asInt()).isEqualTo(41);
    }

    @Test
    void status_asksForWhatIsEndingAndMissedToo() {
        everythingIsThere();
        line("status");
        assertThat(stub.asked("GET /api/v1/grants"))
                .extracting(StubServer.Asked::target)
                .anyMatch(target -> target.contains("state=ACTIVE"))
                .anyMatch(target -> target.contains("state=ENDING"));
        assertThat(stub.asked("GET /api/v1/debts"))
                .extracting(StubServer.Asked::target)
                .anyMatch(target -> target.contains("status=MISSED"))
                .anyMatch(target -> target.contains("status=OPEN"));
    }

    @Test
    void status_leavesOutWhatThePersonMayNotSee() {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"alice\",\"functions\":[\"engineer\"]}");
        stub.tell("GET /api/v1/grants", 200, "{\"items\":[]}");
        stub.problem("GET /api/v1/debts", 403, "NOT_ALLOWED", "no");
        stub.problem("GET /api/v1/findings", 403, "NOT_ALLOWED", "no");
        stub.problem("GET /api/v1/ledger/head", 403, "NOT_ALLOWED", "no");
        CliRun run = line("status");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("checkout down")
                .contains("No access is open.")
                .doesNotContain("owed");
    }

    @Test
    void statusOfAServerThatIsHalfBroken_isAnErrorAndNotHalfAScreen() {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"alice\"}");
        stub.problem("GET /api/v1/grants", 503, "JOURNAL_UNAVAILABLE", "the database is away");
        CliRun run = line("status");
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("JOURNAL_UNAVAILABLE: the database is away. Look at the server's health");
    }

    @Test
    void debts_areListedWithHowLongThereIs() {
        stub.tell("GET /api/v1/debts", 200, "{\"items\":[" + DEBT + "]}");
        CliRun run = line("debts list --status OPEN --owner alice --incident " + INCIDENT);
        assertThat(stub.asked("GET /api/v1/debts").get(0).target())
                .contains("status=OPEN")
                .contains("owner=alice")
                .contains("incident=INC-2026-0001");
        assertThat(run.out()).contains("2026-11-21 03:13 UTC (in 1m)").contains("A confirmed ticket");
    }

    @Test
    void debtWithoutATitle_isNamedByItsRule() {
        stub.tell("GET /api/v1/debts", 200, "{\"items\":[{\"id\":\"D\",\"rule\":\"gdpr-33\"}]}");
        assertThat(line("debts list").out()).contains("gdpr-33");
    }

    @Test
    void debt_isShownWithItsControls() {
        stub.tell("GET /api/v1/debts/DEBT-63sw68e377", 200, with(DEBT, "\"closedAt\":\"2026-11-21T03:11:00Z\""));
        assertThat(line("debts show DEBT-63sw68e377").out().lines())
                .containsExactly(
                        "debt DEBT-63sw68e377  OPEN",
                        "  A confirmed ticket (rule ticket-validated)",
                        "  incident INC-2026-0001",
                        "  grant GR-7f3kq0x2me",
                        "  owed by person:alice",
                        "  due 2026-11-21 03:13 UTC (in 1m)",
                        "  closed 2026-11-21 03:11 UTC (1m ago)",
                        "  controls iso27001:A.8.32");
    }

    @ParameterizedTest
    @CsvSource({
        "debts list,/api/v1/debts,Nothing is owed.",
        "findings,/api/v1/findings/accounts,No findings: every account"
    })
    void nothing_isSaidInWords(String typed, String path, String told) {
        stub.tell("GET " + path, 200, "{\"items\":[]}");
        assertThat(line(typed).out()).startsWith(told);
        assertThat(line(typed + " --json").json().path("items")).isEmpty();
    }

    @Test
    void findings_nameTargetAndAccount() {
        stub.tell(
                "GET /api/v1/findings/accounts",
                200,
                "{\"items\":[{\"target\":\"orders-db\",\"account\":\"breakwater_x\",\"detail\":\"no grant has it\"}]}");
        assertThat(line("findings").out().lines())
                .containsExactly("TARGET     ACCOUNT       WHAT", "orders-db  breakwater_x  no grant has it");
    }

    @ParameterizedTest
    @CsvSource({
        "404,NOT_FOUND,4,Look at the list for the right name",
        "409,STALE_VERSION,6,Look again and repeat",
        "429,RATE_LIMITED,5,Wait a moment",
        "500,INTERNAL,9,server's log",
        "500,POLICY_BROKEN,9,breakwater policy lint",
        "502,TARGET_UNREACHABLE,7,Breakwater keeps trying",
        "503,LEDGER_NOT_OWNED,5,nothing was half done",
        "507,STORAGE_FULL,5,Make room",
        "409,APPROVAL_MISMATCH,6,breakwater access show",
        "403,BREAK_GLASS_WITHHELD,3,A second person"
    })
    void errorOfTheServer_comesWithWhatToDoNext(int status, String code, int exit, String next) {
        stub.problem("GET " + GRANT_URL, status, code, "because");
        CliRun run = line("access show " + GRANT);
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.err()).startsWith(code + ": because. ").contains(next);
    }
}
