package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.StubServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IncidentCommandsTest extends AgainstAStub {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "note 'failover started'      | notes         | {\"text\":\"failover started\"}",
                "amend 01 'it was 03:20'      | amendments    | {\"fact\":\"01\",\"text\":\"it was 03:20\"}",
                "assign commander dana        | roles         | {\"role\":\"COMMANDER\",\"person\":\"dana\"}",
                "assign scribe dana --release | roles         | {\"role\":\"SCRIBE\",\"person\":\"dana\",\"release\":true}",
                "severity 2 --reason better   | severity      | {\"severity\":2,\"reason\":\"better\"}",
                "ticket CHG7                  | tickets       | {\"ticket\":\"CHG7\"}",
                "ticket CHG7 --grant GR-1     | tickets       | {\"ticket\":\"CHG7\",\"grant\":\"GR-1\"}",
                "ticket C/7 --confirm --desk d --evidence e | tickets/C%2F7/decision |"
                        + " {\"decision\":\"confirm\",\"desk\":\"d\",\"evidence\":\"e\"}",
                "ticket C7 --refute --desk d --evidence e   | tickets/C7/decision    |"
                        + " {\"decision\":\"refute\",\"desk\":\"d\",\"evidence\":\"e\"}",
                "personal-data names          | personal-data | {\"awareAt\":\"2026-11-21T03:12:00Z\",\"scope\":\"names\"}",
                "personal-data names --aware-at 2026-11-20T00:00:00Z | personal-data |"
                        + " {\"awareAt\":\"2026-11-20T00:00:00Z\",\"scope\":\"names\"}",
                "notify gdpr-33 --to DPA --evidence ref | notifications |"
                        + " {\"rule\":\"gdpr-33\",\"to\":\"DPA\",\"evidence\":\"ref\"}",
                "review learned --with alice,dana -i INC-2026-0001 | review |"
                        + " {\"findings\":\"learned\",\"participants\":[\"alice\",\"dana\"]}",
                "reopen INC-2026-0001 --reason back | reopen   | {\"reason\":\"back\"}",
                "erase INC-2026-0001 8f0c --reason law --yes | erasures | {\"digest\":\"8f0c\",\"reason\":\"law\"}"
            })
    void command_putsOnRecordWhatWasSaid(String typed, String path, String body) {
        stub.tell("POST " + INCIDENT_URL + "/" + path.replace("%2F", "/"), 200, "{}");
        CliRun run = line("incident " + typed);
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(INCIDENT + ": ").hasLineCount(1);
        assertThat(stub.asked("POST").get(0).target()).isEqualTo(INCIDENT_URL + "/" + path);
        assertThat(sent("POST")).isEqualTo(json(body));
        assertThat(stub.asked("POST").get(0).header("Idempotency-key")).isNotEmpty();
    }

    @Test
    void incidentThatIsNamed_isNotLookedFor() {
        stub.tell("POST /api/v1/incidents/INC-2026-0007/notes", 200, "{}");
        assertThat(line("incident note x --incident INC-2026-0007").err()).isEmpty();
        assertThat(stub.asked("GET")).isEmpty();
    }

    @Test
    void declaring_showsTheIncident() {
        stub.tell(
                "POST /api/v1/incidents",
                201,
                "{\"id\":\"INC-2026-0002\",\"title\":\"x\",\"severity\":1,\"status\":\"OPEN\",\"drill\":true}");
        CliRun run = line("incident declare x --severity 1 --drill --personal-data --ticket CHG7");
        assertThat(run.out()).startsWith("INC-2026-0002  severity 1  OPEN  DRILL");
        assertThat(sent("POST /api/v1/incidents"))
                .isEqualTo(json("{\"title\":\"x\",\"severity\":1,\"drill\":true,\"personalData\":true,"
                        + "\"ticket\":\"CHG7\"}"));
    }

    @Test
    void declaring_sendsEveryLetterAsItWasTyped() {
        stub.tell("POST /api/v1/incidents", 201, "{}");
        line("incident declare 'Zürich: 注文 – “aus”' --severity 1");
        assertThat(sent("POST /api/v1/incidents").path("title").asText()).isEqualTo("Zürich: 注文 – “aus”");
    }

    @Test
    void incident_isShownWithItsPeopleTicketsAndClocks() {
        stub.tell("GET " + INCIDENT_URL, 200, """
                {"id":"INC-2026-0001","title":"checkout down","severity":1,"status":"OPEN","personalData":true,
                 "declaredAt":"2026-11-21T03:09:30Z","declaredBy":"alice",
                 "roles":{"COMMANDER":["dana","alice"]},"tickets":[{"reference":"CHG7","status":"CLAIMED"}]}""");
        assertThat(line("incident show").out().lines())
                .containsExactly(
                        "INC-2026-0001  severity 1  OPEN",
                        "  checkout down",
                        "  declared 2026-11-21 03:09 UTC by alice",
                        "  commander: dana, alice",
                        "  ticket CHG7: CLAIMED",
                        "  personal data is involved: notification clocks run");
    }

    @Test
    void list_isATable_andAsksForTheStatusThatWasNamed() {
        CliRun run = line("incident list --status OPEN");
        assertThat(stub.asked("GET").get(0).target()).contains("status=OPEN");
        assertThat(run.out().lines())
                .containsExactly(
                        "INCIDENT       SEV  STATUS  DECLARED (UTC)  BY  TITLE",
                        "INC-2026-0001  1    OPEN                        checkout down");
    }

    @Test
    void list_goesOnUntilTheServerHasNoMore() {
        try (StubServer many = StubServer.started()) {
            many.tell("GET /api/v1/incidents", 200, "{\"items\":[{\"id\":\"INC-2026-0001\"}],\"next\":\"c1\"}");
            many.tell("GET /api/v1/incidents", 200, "{\"items\":[{\"id\":\"INC-2026-0002\"}]}");
            CliRun run = newcomer().server(many.url()).line("incident list --json");
            assertThat(run.json().path("items")).hasSize(2);
            assertThat(many.asked().get(1).target()).contains("after=c1");
        }
    }

    @Test
    void timeline_hasTheTimeOfDayAndTheNumberOfEachFact() {
        stub.tell(
                "GET " + INCIDENT_URL + "/timeline",
                200,
                "{\"items\":[{\"sequence\":1,\"time\":\"2026-11-21T03:12:09Z\",\"text\":\"alice declared it\"},"
                        + "{\"sequence\":12,\"time\":\"2026-11-21T03:13:00Z\",\"text\":\"two\\nlines\"}]}");
        assertThat(line("incident timeline " + INCIDENT).out())
                .isEqualTo("03:12:09     1  alice declared it" + System.lineSeparator() + "03:13:00    12  two\nlines"
                        + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "x"})
    void text_isReadFromStandardInputOnlyForADash(String text) {
        stub.tell("POST " + INCIDENT_URL + "/notes", 200, "{}");
        cli().typing("line one\nline two\n").line("incident note " + text);
        assertThat(sent("POST").path("text").asText()).isEqualTo(text.equals("-") ? "line one\nline two\n" : "x");
    }

    @Test
    void moreTextThanANoteHolds_isRefusedAndNotSent() {
        CliRun run = cli().typing("x".repeat((1 << 20) + 1)).line("incident note -");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("TOO_LARGE").contains("Attach it as a file.");
        assertThat(commandsSent()).isZero();
    }

    @Test
    void attachment_isSentAsItIs() throws IOException {
        stub.tell("POST " + INCIDENT_URL + "/attachments", 201, "{}");
        file("a b.txt", "recorded");
        CliRun run = line("incident attach 'a b.txt' --kind recording --grant GR-1");
        assertThat(run.exit()).isZero();
        StubServer.Asked asked = stub.asked("POST").get(0);
        assertThat(asked.target()).endsWith("/attachments?name=a%20b.txt&kind=recording&grant=GR-1");
        assertThat(asked.header("Content-type")).isEqualTo("application/octet-stream");
        assertThat(asked.body()).isEqualTo("recorded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope.txt", "."})
    void attachmentThatCannotBeRead_isRefusedBeforeAnythingIsAsked(String name) {
        CliRun run = line("incident attach " + name);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(name + " is not a file that can be read");
        assertThat(stub.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--confirm --refute --desk d --evidence e",
                "--confirm --evidence e",
                "--refute --desk d",
                "--confirm"
            })
    void decisionOnATicket_thatIsHalfOrBoth_isRefused(String half) {
        CliRun run = line("incident ticket CHG7 " + half);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--confirm or --refute, with --desk and --evidence");
        assertThat(commandsSent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-21", "03:12", "2026-13-01T00:00:00Z"})
    void whatIsNoTime_isRefused(String time) {
        CliRun run = line("incident personal-data names --aware-at " + time);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("not a time").contains("2026-11-21T03:12:00Z");
        assertThat(commandsSent()).isZero();
    }

    @Test
    void reviewAfterTheIncident_namesTheIncident_becauseItIsNotOpenAnyMore() {
        assertThat(line("incident review learned --with alice").err()).contains("--incident");
    }

    @Test
    void closing_saysWhatStillBlocksAndWhoOwes() {
        stub.tell("POST " + INCIDENT_URL + "/close", 200, """
                {"auditReady":false,
                 "blockers":[{"name":"unreviewed-access","blocks":true,"why":"nobody has reviewed: GR-1"},
                             {"name":"incomplete-trail","blocks":false}],
                 "owed":[{"id":"DEBT-1","status":"OPEN","owner":"person:alice","incident":"INC-2026-0001",
                          "title":"A confirmed ticket","dueAt":"2026-11-24T03:12:00Z"}]}""");
        assertThat(line("incident close --yes").out().lines())
                .containsExactly(
                        "not audit-ready yet",
                        "  NOT  unreviewed-access: nobody has reviewed: GR-1",
                        "  ok   incomplete-trail",
                        "Owed:",
                        "  DEBT    STATUS  DUE                            OWNER         INCIDENT       WHAT",
                        "  DEBT-1  OPEN    2026-11-24 03:12 UTC (in 72h)  person:alice  INC-2026-0001  A confirmed ticket");
    }

    @Test
    void readiness_ofAnIncidentThatIsDone_isOneGoodLine() {
        stub.tell("GET " + INCIDENT_URL + "/readiness", 200, "{\"auditReady\":true,\"blockers\":[],\"owed\":[]}");
        assertThat(line("incident readiness " + INCIDENT).out().strip())
                .isEqualTo("audit-ready: no blocker, nothing owed");
    }

    @Test
    void commandTheServerDoesNotAllow_pointsToWhoOneIs() {
        stub.problem("POST " + INCIDENT_URL + "/close", 403, "NOT_ALLOWED", "this needs the function commander");
        CliRun run = line("incident close --yes");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("this needs the function commander. `breakwater status` shows");
    }
}
