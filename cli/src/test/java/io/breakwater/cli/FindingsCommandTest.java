package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was found in the logs, and the answers people give. */
final class FindingsCommandTest extends AgainstAStub {
    private static final String ID = "F-0123456789abcdef";
    private static final String URL = "/api/v1/findings/" + ID;
    private static final String FINDING = """
            {"id":"F-0123456789abcdef","status":"OPEN","kind":"EVENT","level":"high","urgent":true,\
            "verdict":"uncovered","rules":["opened"],"controls":["iso27001:A.8.32"],\
            "about":{"what":"Bucket opened","who":"mallory","action":"DeletePublicAccessBlock",\
            "account":"111122223333","region":"eu-west-1","address":"203.0.113.7","event":"e-1"},\
            "times":{"event":"2026-11-21T03:00:00Z","ingested":"2026-11-21T03:06:00Z",\
            "alerted":"2026-11-21T03:06:01Z"},"delaySeconds":361,"inTime":true,"batch":"abcd"}""";

    @Test
    void list_namesWhatWasFound_andSendsWhatWasAskedFor() {
        stub.tell("GET /api/v1/findings", 200, "{\"items\":[" + FINDING + "]}");

        CliRun run = line("findings list --status OPEN --level high -i INC-2026-0001");

        assertThat(run.out())
                .contains("OPEN urgent")
                .contains("uncovered")
                .contains("mallory")
                .contains("Bucket opened");
        assertThat(stub.asked("GET /api/v1/findings").get(0).target())
                .contains("status=OPEN")
                .contains("level=high")
                .contains("incident=INC-2026-0001");
    }

    @Test
    void whatALogSays_commandsNoTerminal_inAListEither() {
        String hostile = FINDING.replace("mallory", "x\\u001b[2Km\\u001b[32mall is well");
        stub.tell("GET /api/v1/findings", 200, "{\"items\":[" + hostile + "]}");
        stub.tell("GET " + URL, 200, hostile);

        assertThat(cli().onATerminal().line("findings list").out()).contains("x[U+001B][2Km[U+001B][32mall is well");
        assertThat(cli().onATerminal().line("findings show " + ID).out()).contains("x[U+001B][2Km[U+001B][32mall");
    }

    @Test
    void nothingFound_isSaidInWords() {
        stub.tell("GET /api/v1/findings", 200, "{\"items\":[]}");

        assertThat(line("findings list").out()).startsWith("Nothing was found in the logs.");
    }

    @Test
    void show_keepsTheTimesApart() {
        stub.tell("GET " + URL, 200, FINDING);

        assertThat(line("findings show " + ID).out())
                .contains("finding F-0123456789abcdef  OPEN  high  uncovered")
                .contains("happened 2026-11-21 03:00")
                .contains("ingested 2026-11-21 03:06")
                .contains("delay    361 s")
                .doesNotContain("longer than")
                .contains("file     abcd");
    }

    @Test
    void alertThatCameTooLate_isSaidToBe() {
        stub.tell("GET " + URL, 200, FINDING.replace("\"inTime\":true", "\"inTime\":false"));

        assertThat(line("findings show " + ID).out()).contains("361 s, longer than 15 minutes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "explain " + ID + " 'planned move'                | explanation | {\"text\":\"planned move\"}",
                "explain " + ID + " planned --ticket CHG-7        | explanation |"
                        + " {\"text\":\"planned\",\"ticket\":\"CHG-7\"}",
                "remediate " + ID + " 'key deleted'               | remediation | {\"text\":\"key deleted\"}",
                "accept " + ID + " --reason later --for 1h        | acceptance  |"
                        + " {\"reason\":\"later\",\"until\":\"2026-11-21T04:12:00Z\"}",
                "move " + ID + " INC-2026-0002 --reason 'other'  | incident    |"
                        + " {\"incident\":\"INC-2026-0002\",\"reason\":\"other\"}",
                "accept " + ID + " --approve                      | acceptance/approval | {}"
            })
    void answer_putsOnRecordWhatWasSaid(String typed, String path, String body) {
        stub.tell("POST " + URL + "/" + path, 200, FINDING);

        CliRun run = line("findings " + typed);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(sent("POST")).isEqualTo(json(body));
        assertThat(stub.asked("POST").get(0).header("Idempotency-key")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--reason later", "--for 7d", ""})
    void askingWithoutReasonOrEnd_isRefused_beforeAnythingIsSent(String options) {
        CliRun run = line("findings accept " + ID + " " + options);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--reason and --for");
        assertThat(stub.asked("POST")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--reason later", "--for 7d", "--reason later --for 7d"})
    void approvalWithAReasonOrEndOfItsOwn_isRefused_sinceNeitherWouldCount(String options) {
        CliRun run = line("findings accept " + ID + " --approve " + options);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("--approve takes neither --reason nor --for")
                .contains("findings show " + ID);
        assertThat(stub.asked("POST")).isEmpty();
    }

    @Test
    void acceptance_isShownWithWhoBearsIt() {
        String asked = FINDING.substring(0, FINDING.length() - 1)
                + ",\"acceptance\":{\"askedBy\":\"alice\",\"until\":\"2026-11-28T03:12:00Z\"}}";
        stub.tell("GET " + URL, 200, asked);

        assertThat(line("findings show " + ID).out())
                .contains("accepted not yet; until 2026-11-28 03:12 UTC, as alice asked");
    }

    @Test
    void whatCoversIt_andWhatItWasAtFirst_areShown() {
        String judged = FINDING.substring(0, FINDING.length() - 1)
                + ",\"verdictAtFirst\":\"unknown\",\"incident\":\"INC-2026-0002\",\"incidentBecause\":\"it was open\","
                + "\"otherIncidents\":[\"INC-2026-0003\"],\"incidentAtFirst\":\"INC-2026-0001\",\"cover\":["
                + "{\"part\":\"grant\",\"state\":\"found\",\"name\":\"GR-1\",\"why\":\"its holder\"},"
                + "{\"part\":\"ticket\",\"state\":\"missing\",\"why\":\"none names this work\"}]}";
        stub.tell("GET " + URL, 200, judged);

        assertThat(line("findings show " + ID).out())
                .contains("uncovered, was unknown")
                .contains("INC-2026-0002: it was open; perhaps INC-2026-0003; at first in INC-2026-0001")
                .contains("grant    found GR-1: its holder")
                .contains("ticket   missing: none names this work");
    }

    @Test
    void movingWithoutAReason_isRefused_beforeAnythingIsSent() {
        assertThat(line("findings move " + ID + " INC-2026-0002").exit()).isEqualTo(2);
        assertThat(stub.asked("POST")).isEmpty();
    }

    @Test
    void nameThatIsNone_isRefused() {
        assertThat(line("findings show nonsense").exit()).isNotZero();
        assertThat(stub.asked("GET")).isEmpty();
    }

    @Test
    void delays_areSaidAgainstTheGoal() {
        stub.tell(
                "GET /api/v1/findings/delays",
                200,
                "{\"goalSeconds\":900,\"findings\":4,\"inTime\":3,\"p50\":310.5,\"p99\":1200.0,\"reading\":0.4}");

        assertThat(line("findings delays").out())
                .startsWith("3 of 4 findings were told within 15 minutes")
                .contains("half of them within 310.5 s");
    }

    @Test
    void status_showsWhatIsOpen() {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"alice\",\"functions\":[\"engineer\"]}");
        stub.tell("GET /api/v1/grants", 200, "{\"items\":[]}");
        stub.tell("GET /api/v1/debts", 200, "{\"items\":[]}");
        stub.tell("GET /api/v1/findings", 200, "{\"items\":[" + FINDING + "]}");
        stub.tell("GET /api/v1/ledger/head", 200, "{\"origin\":\"test/log\",\"size\":41,\"unintegrated\":2}");

        assertThat(line("status").out()).contains("Bucket opened").contains("F-0123456789abcdef");
        assertThat(stub.asked("GET /api/v1/findings").get(0).target()).contains("status=OPEN");
    }
}
