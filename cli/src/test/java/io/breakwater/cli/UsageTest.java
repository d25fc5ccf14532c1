package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.StubServer;
import java.io.IOException;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tired person mistypes, and whether the answer helps. */
final class UsageTest extends AgainstAStub {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "inciden | `breakwater` has no command \"inciden\"; did you mean incident?",
                "acces orders-db admin | `breakwater` has no command \"acces\"; did you mean access?",
                "incident declar x | `breakwater incident` has no command \"declar\"; did you mean declare?",
                "ledger hed | `breakwater ledger` has no command \"hed\"; did you mean head?",
                "access aprove GR-7f3kq0x2me | `breakwater access` has no command \"aprove\"; did you mean approve?",
                "help | `breakwater` has no command \"help\"; there are drill, up,",
                "incident | `breakwater incident` wants a command: ",
                "ledger | `breakwater ledger` wants a command: head, ",
                "incident declare x --severit 1 | no option \"--severit\"; did you mean --severity?",
                "incident declare --severity=1 --dril x | no option \"--dril\"; did you mean --drill?",
                "status -x | no option \"-x\"",
                "incident declare x --severity high | 'high' is not a whole number",
                "incident declare | 'TITLE'",
                "incident declare x | '--severity",
                "incident note failover started | from \"started\" on (text of several words goes in quotes)",
                "up extra | more than the command takes, from \"extra\"",
                "incident assign cmmander dana | COMMANDER",
                "person functions | 'PERSON'",
                "verify | 'PACK'",
                "access | TARGET, ROLE, --for and --reason",
                "access orders-db | TARGET, ROLE, --for and --reason",
                "access orders-db admin --for 45m | --reason",
                "access orders-db admin --reason down | --for 45m",
                "access orders-db admin --for 45 --reason down | not a duration: \"45\"",
                "access explain orders-db admin | --for 45m",
                "status --timeout 0s | a duration of nothing",
                "incident show foo | not the name of a incident: \"foo\"",
                "access show G-1 | not the name of a grant: \"G-1\"",
                "debts show D | not the name of a debt",
                "token revoke TK-3F --yes | not the name of a token",
                "token list Alice | not the name of a person",
            })
    void mistake_isNamedAndNothingIsDone(String typed, String told) {
        CliRun run = line(typed);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(told);
        assertThat(run.out()).isEmpty();
        assertThat(commandsSent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"access", "access orders-db admin --for 45 --reason x", "policy lint nope.yaml", "incident"})
    void mistake_isToldBeforeTheServerThatIsMissing(String typed) {
        assertThat(newcomer().line(typed).code()).isEqualTo("USAGE");
    }

    @Test
    void wrongOptionValueThatLooksLikeAnOption_isNotTakenForOne() {
        CliRun run = line("incident declare --ticket --odd x");
        assertThat(run.err()).doesNotContain("no option \"--odd\"");
    }

    @Test
    void wordsAfterTheDashes_areNobodysOptions() {
        CliRun run = line("access orders-db admin --for 45 --reason x -- psql --nosuch");
        assertThat(run.err()).contains("not a duration").doesNotContain("--nosuch");
    }

    @Test
    void everyUsageError_namesTheHelpOfItsCommand() {
        assertThat(line("incident declare").err()).contains("Run `breakwater incident declare --help`.");
        assertThat(line("nosuch").err()).contains("Run `breakwater --help`.");
    }

    @Test
    void errorInJsonMode_isOneDocumentOnStandardOutputAndALineBeside() {
        stub.problem("GET " + GRANT_URL, 404, "NOT_FOUND", "there is no grant");
        CliRun run = line("access show " + GRANT + " --json");
        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.json().path("error").path("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(run.json().path("error").path("exit").asInt()).isEqualTo(4);
        assertThat(run.err()).startsWith("NOT_FOUND: there is no grant. ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"incident declare --json", "--json", "nosuch --json", "incident --json", "up --port x --json"})
    void usageErrorInJsonMode_isADocumentToo(String typed) {
        CliRun run = newcomer().line(typed);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.json().path("error").path("code").asText()).isEqualTo("USAGE");
        assertThat(run.json().path("error").path("next").asText()).contains("--help");
    }

    @Test
    void jsonAfterTheDashes_isTheProgramsOwn() {
        assertThat(line("access nonsense -- --json").out()).isEmpty();
    }

    @Test
    void severalIncidentsOpen_oneHasToBeNamed() {
        try (StubServer two = StubServer.started()) {
            two.tell(
                    "GET /api/v1/incidents",
                    200,
                    "{\"items\":[{\"id\":\"INC-2026-0001\"},{\"id\":\"INC-2026-0002\"}]}");
            CliRun run = newcomer().server(two.url()).line("incident note hello");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("INC-2026-0001, INC-2026-0002").contains("--incident");
            assertThat(two.asked("POST")).isEmpty();
        }
    }

    @Test
    void noIncidentOpen_saysHowToDeclareOne() {
        try (StubServer none = StubServer.started()) {
            none.tell("GET /api/v1/incidents", 200, "{\"items\":[]}");
            CliRun run = newcomer().server(none.url()).line("incident note hello");
            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.err()).contains("breakwater incident declare");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "incident close INC-2026-0001",
                "incident erase INC-2026-0001 8f0c --reason law",
                "person deactivate mallory",
                "person functions alice engineer",
                "token revoke TK-hfhby0bsvm"
            })
    void commandThatCannotBeTakenBack_needsAYesWhereNobodyCanBeAsked(String typed) {
        CliRun run = line(typed);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("? Add --yes.");
        assertThat(commandsSent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "", "nope", "j", "yeah"})
    void anythingButYes_isNo(String answer) {
        CliRun run = cli().onATerminal().typing(answer + "\n").line("incident close " + INCIDENT);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("Close INC-2026-0001 for everybody? [y/N]")
                .contains("STOPPED: nothing was done");
        assertThat(commandsSent()).isZero();
    }

    @Test
    void textOfAServer_cannotCommandTheTerminal() {
        stub.tell("GET " + INCIDENT_URL, 200, "{\"id\":\"X\",\"title\":\"a\\u001b]0;evil\\u0007\\u202eb\"}");
        CliRun run = cli().onATerminal().line("incident show " + INCIDENT);
        assertThat(run.out())
                .contains("evil")
                .doesNotContain("\u001b]")
                .doesNotContain("\u0007")
                .doesNotContain("\u202e");
    }

    @Test
    void colour_isForTerminalsOnly_andNotForThoseWhoDeclineIt() {
        stub.tell("GET " + GRANT_URL, 200, ACTIVE);
        String show = "access show " + GRANT;
        assertThat(cli().onATerminal().line(show).out()).contains("\u001b[32mACTIVE");
        assertThat(cli().onATerminal().with("NO_COLOR", "1").line(show).out()).doesNotContain("\u001b");
        assertThat(cli().onATerminal().with("TERM", "dumb").line(show).out()).doesNotContain("\u001b");
        assertThat(line(show).out()).doesNotContain("\u001b");
    }

    @Test
    void help_fitsANarrowTerminal_andIsNotStretchedOnAWideOne() {
        assertThat(newcomer().columns(60).line("access --help").out().lines())
                .allSatisfy(line -> assertThat(line.startsWith("  breakwater") ? 0 : line.length())
                        .isLessThanOrEqualTo(60));
        assertThat(newcomer().columns(400).line("access --help").out().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void resultThatCannotBeWritten_isNotASuccess() {
        stub.tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL);
        CliRun run = cli().writingTo(fullDisk()).line("access credential " + GRANT);
        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.code()).isEqualTo("OUTPUT_LOST");
    }

    private static Writer fullDisk() {
        return new Writer() {
            @Override
            public void write(char[] text, int from, int count) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void version_namesTheToolAndItsJava() {
        CliRun run = newcomer().line("--version");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("breakwater ").contains("(Java ");
    }

    @Test
    void rehearsal_runsTheCommonCommandsAndEnds() throws IOException {
        Rehearsal.main(new String[0]);
    }
}
