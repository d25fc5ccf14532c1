package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.ChildProcess;
import io.breakwater.cli.talk.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Access whose process is told to stop is ended, wherever it was: a real process, real signals")
final class StoppedAccessTest extends AgainstAStub {
    private static final String END = "POST " + GRANT_URL + "/end";
    private static final List<String> ASK =
            List.of("access", "orders-db", "admin", "--for", "45m", "--reason", "because it is down", "--break-glass");

    private final CompletableFuture<ToolProcess> started = new CompletableFuture<>();

    private ToolProcess tool(String... more) throws IOException {
        List<String> words = new ArrayList<>(ASK);
        words.addAll(List.of(more));
        ToolProcess tool = ToolProcess.start(
                folder,
                Map.of("BREAKWATER_URL", stub.url(), "BREAKWATER_TOKEN", "bw_secret"),
                words.toArray(String[]::new));
        started.complete(tool);
        return tool;
    }

    /** What the server has to say of a grant in that state until it is ended. */
    private void grantIs(String state, String after) {
        stub.tell("POST /api/v1/grants", 201, grant(state)).tell("GET " + GRANT_URL, 200, grant(state));
        stub.tell("POST " + GRANT_URL + "/credential", 200, CREDENTIAL).tell(END, 200, grant(after));
    }

    /** Signals the process while that request of it is under way, and answers only when the signal has been seen to. */
    private void signalDuring(String request, String signal, String seen) {
        stub.first(request, () -> {
            started.join().signal(signal);
            awaitAsked(seen);
        });
    }

    /** Each time access was asked for. */
    private List<StubServer.Asked> requests() {
        return stub.asked("POST /api/v1/grants").stream()
                .filter(asked -> asked.target().equals("/api/v1/grants"))
                .toList();
    }

    private static List<String> keys(List<StubServer.Asked> requests) {
        return requests.stream()
                .map(asked -> asked.header("Idempotency-key"))
                .distinct()
                .toList();
    }

    private void awaitAsked(String request) {
        for (int i = 0; i < 1_000 && stub.asked(request).isEmpty(); i++) {
            ChildProcess.pause(20);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void stoppedWhileTheRequestIsUnderWay_learnsWhichGrantItIs_andEndsIt(String signal, int exit) throws Exception {
        grantIs("ACTIVE", "ENDED");
        signalDuring("POST /api/v1/grants", signal, END);
        ToolProcess tool = tool("--", "sh", "-c", "touch ran");

        assertThat(tool.await()).isEqualTo(exit);
        assertThat(stub.asked(END)).hasSize(1);
        List<StubServer.Asked> asked = requests();
        assertThat(keys(asked))
                .as("the same command, so the same grant")
                .singleElement()
                .asString()
                .hasSize(36);
        assertThat(asked)
                .extracting(StubServer.Asked::body)
                .containsOnly(asked.get(0).body());
        assertThat(folder.resolve("ran")).doesNotExist();
        assertThat(tool.said()).contains("is ended; its credential was tried and refused");
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void stoppedWhileTheCredentialIsCollected_endsIt_andStartsNothing(String signal, int exit) throws Exception {
        grantIs("ACTIVE", "ENDED");
        signalDuring("POST " + GRANT_URL + "/credential", signal, END);
        ToolProcess tool = tool("--", "sh", "-c", "touch ran");

        assertThat(tool.await()).isEqualTo(exit);
        assertThat(stub.asked(END)).hasSize(1);
        assertThat(sent(END).path("why").asText()).isEqualTo("stopped before it was used");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void stoppedWithoutAProgram_beforeTheCredentialWasShown_endsIt() throws Exception {
        grantIs("ACTIVE", "ENDED");
        signalDuring("POST " + GRANT_URL + "/credential", "TERM", END);
        ToolProcess tool = tool();

        assertThat(tool.await()).isEqualTo(143);
        assertThat(stub.asked(END)).hasSize(1);
    }

    @Test
    void keptAccess_isEndedToo_whenNobodyEverHadIt() throws Exception {
        grantIs("ACTIVE", "ENDED");
        signalDuring("POST " + GRANT_URL + "/credential", "TERM", END);
        ToolProcess tool = tool("--keep", "--", "true");

        assertThat(tool.await()).isEqualTo(143);
        assertThat(stub.asked(END)).hasSize(1);
    }

    @Test
    void keptAccess_staysOpen_onceAProgramHasIt() throws Exception {
        grantIs("ACTIVE", "ENDED");
        ToolProcess tool = tool("--keep", "--", "sh", "-c", "echo $$ > program; exec sleep 600");
        long program = tool.awaitNumber(folder.resolve("program"));

        assertThat(tool.terminate()).isEqualTo(143);
        assertThat(stub.asked(END)).isEmpty();
        assertThat(ProcessHandle.of(program).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void stoppedWhileItWaits_takesTheRequestBack_sinceTheProgramIsGone() throws Exception {
        grantIs("REQUESTED", "WITHDRAWN");
        stub.first("GET " + GRANT_URL, () -> started.join().signal("TERM"));
        ToolProcess tool = tool("--wait", "--", "true");

        assertThat(tool.await()).isEqualTo(143);
        assertThat(stub.asked(END)).hasSize(1);
        assertThat(tool.said()).contains("request " + GRANT + " is taken back");
    }

    @Test
    void stoppedWhileItWaitsWithoutAProgram_leavesTheRequestStanding() throws Exception {
        grantIs("REQUESTED", "WITHDRAWN");
        stub.first("GET " + GRANT_URL, () -> started.join().signal("TERM"));
        ToolProcess tool = tool("--wait");

        assertThat(tool.await()).isEqualTo(143);
        assertThat(stub.asked(END)).isEmpty();
    }

    @Test
    void accessThatIsBeingOpened_isEndedWhenItIsOpen() throws Exception {
        stub.tell("POST /api/v1/grants", 201, grant("REQUESTED"))
                .tell("GET " + GRANT_URL, 200, grant("INTENDED"))
                .tell("GET " + GRANT_URL, 200, grant("INTENDED"))
                .tell("GET " + GRANT_URL, 200, grant("ACTIVE"))
                .tell(END, 200, grant("ENDED"));
        signalDuring("POST /api/v1/grants", "TERM", END);
        ToolProcess tool = tool("--", "true");

        assertThat(tool.await()).isEqualTo(143);
        assertThat(stub.asked(END)).hasSize(1);
        assertThat(stub.asked("GET " + GRANT_URL)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void stoppedBeforeAnythingWasAsked_endsNothing() throws Exception {
        stub.first("GET /api/v1/incidents", () -> started.join().signal("INT"));
        ToolProcess tool = tool("--", "sh", "-c", "touch ran");
        grantIs("ACTIVE", "ENDED");

        assertThat(tool.await()).isEqualTo(130);
        assertThat(folder.resolve("ran")).doesNotExist();
        assertThat(tool.said()).doesNotContain("INTERNAL");
        assertThat(stub.asked(END)).as("only what was asked for after all").hasSameSizeAs(requests());
    }

    @Test
    void answerThatComesTooLate_isLearnt_andTheAccessEnded() throws IOException {
        grantIs("ACTIVE", "ENDED");
        stub.first("POST /api/v1/grants", () -> awaitAsked(END));
        CliRun run = line("access orders-db admin --for 45m --reason because --timeout 1s -- true");

        assertThat(run.code()).isEqualTo("SERVER_TOO_LATE");
        assertThat(stub.asked(END)).hasSize(1);
        assertThat(requests()).hasSize(2);
        assertThat(keys(requests())).hasSize(1);
        assertThat(Files.exists(folder.resolve("ran"))).isFalse();
    }

    @Test
    void credentialThatCannotBeCollected_leavesNothingOpen() {
        stub.tell("POST /api/v1/grants", 201, ACTIVE)
                .tell("GET " + GRANT_URL, 200, ACTIVE)
                .tell(END, 200, grant("ENDED"));
        stub.problem("POST " + GRANT_URL + "/credential", 410, "CREDENTIAL_GONE", "it was shown");
        CliRun run = line("access orders-db admin --for 45m --reason because -- true");

        assertThat(run.code()).isEqualTo("CREDENTIAL_GONE");
        assertThat(stub.asked(END)).hasSize(1);
    }
}
