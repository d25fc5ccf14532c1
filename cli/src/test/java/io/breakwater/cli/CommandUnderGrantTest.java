package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code access … -- program}: the credential is in the program's environment and nowhere else. */
final class CommandUnderGrantTest extends AgainstAStub {
    private static final String[] ASK = {
        "access", "orders-db", "admin", "--for", "45m", "--reason", "because it is down", "--break-glass"
    };

    @BeforeEach
    void accessOpensAndEnds() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL);
        stub.tell("GET " + GRANT_URL, 200, ACTIVE).tell("POST " + GRANT_URL + "/end", 200, grant("ENDED"));
    }

    private CliRun under(String... program) {
        return CommandUnderGrantTest.this.cli().run(words(program));
    }

    private static String[] words(String... program) {
        List<String> words = new java.util.ArrayList<>(List.of(ASK));
        words.add("--");
        words.addAll(List.of(program));
        return words.toArray(String[]::new);
    }

    private long timesEnded() {
        return stub.asked("POST " + GRANT_URL + "/end").size();
    }

    @Test
    void program_findsTheCredentialInItsEnvironmentAndItsCodeIsOurs() throws IOException {
        Path seen = folder.resolve("seen");
        CliRun run = under("sh", "-c", "printf %s \"$PGUSER $PGPASSWORD $PGHOST\" > '" + seen + "'; exit 42");
        assertThat(Files.readString(seen)).isEqualTo("breakwater_g1 s3cret' 127.0.0.1");
        assertThat(run.exit()).isEqualTo(42);
        assertThat(timesEnded()).isEqualTo(1);
        assertThat(sent("POST " + GRANT_URL + "/end").path("why").asText())
                .matches("the command, which had the credential, ended with code 42 after .*s");
    }

    @Test
    void credential_isInNoCommandLineAndInNothingPrinted() throws IOException {
        Path seen = folder.resolve("command-lines");
        CliRun run = under("sh", "-c", "cat /proc/[0-9]*/cmdline > '" + seen + "' 2>/dev/null; true");
        assertThat(run.exit()).isZero();
        assertThat(Files.readAllBytes(seen)).isNotEmpty();
        assertThat(Files.readString(seen, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("command-lines")
                .doesNotContain("s3cret");
        assertThat(run.out() + run.err()).doesNotContain("s3cret");
        assertThat(stub.asked()).noneMatch(asked -> (asked.target() + asked.body()).contains("s3cret"));
    }

    @Test
    void program_startsInTheFolderTheToolWasStartedIn() throws IOException {
        under("sh", "-c", "pwd -P > here");
        assertThat(Files.readString(folder.resolve("here")).strip())
                .isEqualTo(folder.toRealPath().toString());
    }

    @Test
    void argumentsOfTheProgram_reachItAsTheyAre() throws IOException {
        under("sh", "-c", "printf '<%s>' \"$@\" > args", "sh", "--json", "-c", "select 1;  -- 'x'", "");
        assertThat(Files.readString(folder.resolve("args"))).isEqualTo("<--json><-c><select 1;  -- 'x'><>");
    }

    @Test
    void programThatSucceedsWhileItsRevocationIsUnproven_exitsWith7() {
        try (var slow = io.breakwater.cli.talk.StubServer.started()) {
            slow.tell("GET /api/v1/incidents", 200, OPEN_INCIDENTS);
            slow.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL);
            slow.tell("POST " + GRANT_URL + "/end", 200, grant("ENDING"));
            CliRun run = CliRun.in(folder).server(slow.url()).run(words("true"));
            assertThat(run.exit()).isEqualTo(7);
            assertThat(run.err()).contains("REVOCATION_UNPROVEN");
        }
    }

    @Test
    void endThatTheServerRefuses_saysHowToEndItByHand() {
        try (var broken = io.breakwater.cli.talk.StubServer.started()) {
            broken.tell("GET /api/v1/incidents", 200, OPEN_INCIDENTS);
            broken.tell("POST /api/v1/grants", 201, ACTIVE).tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL);
            broken.problem("POST " + GRANT_URL + "/end", 503, "JOURNAL_UNAVAILABLE", "the database is away");
            CliRun run = CliRun.in(folder).server(broken.url()).run(words("true"));
            assertThat(run.exit()).isEqualTo(5);
            assertThat(run.err()).contains("End it yourself: breakwater access end " + GRANT);
        }
    }

    @Test
    void programThatFails_keepsItsCodeEvenWhenItsRevocationIsUnproven() {
        assertThat(under("false").exit()).isEqualTo(1);
        assertThat(timesEnded()).isEqualTo(1);
    }

    @Test
    void programThatCannotBeStarted_endsTheGrant() {
        CliRun run = under("/nonexistent");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("COMMAND_NOT_STARTED: /nonexistent cannot be started; the grant was ended");
        assertThat(timesEnded()).isEqualTo(1);
    }

    @Test
    void keep_leavesTheGrantOpen() {
        CliRun run = cli().run(
                        "access",
                        "orders-db",
                        "admin",
                        "--for",
                        "45m",
                        "--reason",
                        "it is down",
                        "--keep",
                        "--",
                        "true");
        assertThat(run.exit()).isZero();
        assertThat(timesEnded()).isZero();
    }

    @Test
    void program_hasItsOwnLocaleAgain() {
        Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "BREAKWATER_LC_ALL", "de_DE"));
        CommandUnderGrant.ownLocale(environment);
        assertThat(environment).containsExactly(Map.entry("LC_ALL", "de_DE"));
        Map<String, String> none = new HashMap<>(Map.of("LC_ALL", "C.UTF-8", "BREAKWATER_LC_ALL", ""));
        CommandUnderGrant.ownLocale(none);
        assertThat(none).isEmpty();
        Map<String, String> untouched = new HashMap<>(Map.of("LC_ALL", "de_DE.UTF-8"));
        CommandUnderGrant.ownLocale(untouched);
        assertThat(untouched).containsEntry("LC_ALL", "de_DE.UTF-8");
    }

    @Test
    void toolThatIsToldToStop_stopsTheProgramAndEndsTheGrant() throws Exception {
        Path started = folder.resolve("started");
        ToolProcess tool = ToolProcess.start(
                folder,
                Map.of("BREAKWATER_URL", stub.url(), "BREAKWATER_TOKEN", "bw_secret"),
                words("sh", "-c", "env > '" + started + "'; echo $$ > '" + started + ".pid'; exec sleep 600"));
        long program = tool.awaitNumber(folder.resolve("started.pid"));
        tool.terminate();
        assertThat(timesEnded()).isEqualTo(1);
        assertThat(ProcessHandle.of(program).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(Files.readString(started)).contains("PGPASSWORD=s3cret'").doesNotContain("bw_secret");
        assertThat(tool.said()).contains("is ended; its credential was tried and refused");
        ChildProcess.pause(1);
    }
}
