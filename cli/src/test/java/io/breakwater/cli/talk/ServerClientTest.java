package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private StubServer stub = StubServer.started();

    @BeforeEach
    void tellWhoIAm() {
        stub.tell("GET /api/v1/me", 200, "{\"person\":\"alice\"}");
    }

    @AfterEach
    void close() {
        stub.close();
    }

    private ServerClient client(String url) {
        return new ServerClient(Address.of(url, Optional.of("bw_secret"), Optional.empty()), PATIENCE);
    }

    private static Failure failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return catchThrowableOfType(Failure.class, work);
    }

    @Test
    void commandWhoseAnswerWasLost_isSentAgainUnderTheSameKey() {
        stub.hangUp("POST /api/v1/incidents").hangUp("POST /api/v1/incidents");
        stub.tell("POST /api/v1/incidents", 201, "{\"id\":\"INC-2026-0001\"}");

        JsonNode answer =
                client(stub.url()).post("/incidents", Documents.object().put("title", "x"));

        assertThat(answer.path("id").asText()).isEqualTo("INC-2026-0001");
        assertThat(stub.asked("POST /api/v1/incidents")).hasSize(3);
        assertThat(stub.asked("POST /api/v1/incidents"))
                .extracting(asked -> asked.header("Idempotency-key"))
                .doesNotContain("")
                .containsOnly(stub.asked().get(0).header("Idempotency-key"));
    }

    @Test
    void twoCommands_haveTwoKeys() {
        stub.tell("POST /api/v1/x", 200, "{}");
        ServerClient client = client(stub.url());
        client.post("/x", Documents.object());
        client.post("/x", Documents.object());
        assertThat(stub.asked().get(0).header("Idempotency-key"))
                .isNotEqualTo(stub.asked().get(1).header("Idempotency-key"));
    }

    @Test
    void refusal_isNotRepeated() {
        stub.problem("POST /api/v1/grants", 403, "POLICY_REFUSES", "the reason is too short");
        Failure refused = failure(() -> client(stub.url()).post("/grants", Documents.object()));
        assertThat(refused.line())
                .isEqualTo("POLICY_REFUSES: the reason is too short. `breakwater access explain` shows every rule and"
                        + " which one says no.");
        assertThat(stub.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400,MALFORMED_REQUEST,2",
        "400,UNKNOWN_FIELD,2",
        "413,TOO_LARGE,2",
        "422,POLICY_INVALID,2",
        "401,NOT_AUTHENTICATED,3",
        "403,NOT_ALLOWED,3",
        "403,POLICY_REFUSES,3",
        "403,APPROVAL_NOT_YOURS,3",
        "403,BREAK_GLASS_WITHHELD,3",
        "404,NOT_FOUND,4",
        "503,JOURNAL_UNAVAILABLE,5",
        "503,LEDGER_ROLLED_BACK,5",
        "507,STORAGE_FULL,5",
        "409,CONFLICT,6",
        "409,WRONG_STATE,6",
        "412,STALE_VERSION,6",
        "410,CREDENTIAL_GONE,6",
        "409,APPROVAL_USED,6",
        "502,TARGET_UNREACHABLE,7",
        "502,TARGET_REFUSED,7",
        "500,POLICY_BROKEN,9",
        "500,INTERNAL,9",
        "403,CODE_OF_A_NEWER_SERVER,3",
        "503,CODE_OF_A_NEWER_SERVER,5",
        "418,CODE_OF_A_NEWER_SERVER,9"
    })
    void problem_endsWithTheExitCodeOfItsKind(int status, String code, int exit) {
        stub.problem("GET /api/v1/grants/G", status, code, "because");
        Failure told = failure(() -> client(stub.url()).read("/grants/G"));
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.exit()).isEqualTo(exit);
    }

    @Test
    void everyCodeOfTheModel_hasAnExit() {
        for (io.breakwater.model.Code code : io.breakwater.model.Code.values()) {
            Exit exit = Exit.of(code.name(), code.status());
            assertThat(exit == Exit.INTERNAL)
                    .as(code.name())
                    .isEqualTo(code.name().equals("INTERNAL") || code.name().equals("POLICY_BROKEN"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>hello</html>", "", "{\"person\":\"alice\"} trailing", "{\"a\":1,\"a\":2}", "[[[", "\u0000"
            })
    void garbageWithAGoodStatus_isNotUnderstood(String garbage) {
        stub.tell("GET /api/v1/garbage", 200, garbage);
        ServerClient client = client(stub.url());
        if (garbage.isEmpty()) {
            assertThat(client.read("/garbage")).isEmpty();
            return;
        }
        assertThat(failure(() -> client.read("/garbage")).code()).isEqualTo("SERVER_NOT_UNDERSTOOD");
    }

    @Test
    void errorPageOfAProxy_isNotTakenForAnAnswer() {
        stub.tell("GET /api/v1/x", 502, "text/html", "<h1>Bad gateway</h1>".getBytes(StandardCharsets.UTF_8), Map.of());
        Failure told = failure(() -> client(stub.url()).read("/x"));
        assertThat(told.code()).isEqualTo("SERVER_NOT_UNDERSTOOD");
        assertThat(told.exit()).isEqualTo(5);
        assertThat(told.line()).doesNotContain("gateway");
    }

    @Test
    void problemWithACodeThatIsNoCode_isNotUnderstood() {
        stub.problem("GET /api/v1/x", 400, "not a code\u001b[31m", "x");
        assertThat(failure(() -> client(stub.url()).read("/x")).code()).isEqualTo("SERVER_NOT_UNDERSTOOD");
    }

    @Test
    void redirect_isNotFollowedAndTheTokenStays() throws IOException {
        try (StubServer elsewhere = new StubServer()) {
            elsewhere.tell("GET /api/v1/me", 200, "{}");
            stub.tell("GET /api/v1/there", 302, "", new byte[0], Map.of("Location", elsewhere.url() + "/api/v1/me"));
            Failure told = failure(() -> client(stub.url()).read("/there"));
            assertThat(told.code()).isEqualTo("SERVER_REDIRECTS");
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void answerThatNeverComes_isGivenUp() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ServerClient client = new ServerClient(
                    Address.of("http://127.0.0.1:" + mute.getLocalPort(), Optional.empty(), Optional.empty()),
                    Duration.ofMillis(200));
            Failure told = failure(() -> client.post("/x", Documents.object()));
            assertThat(told.code()).isEqualTo("SERVER_TOO_LATE");
            assertThat(told.line()).contains("whether the command was done is not known");
            assertThat(told.exit()).isEqualTo(5);
        }
    }

    @Test
    void bodyThatStopsInTheMiddle_isGivenUp() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread half = new Thread(() -> answerHalf(slow));
            half.start();
            ServerClient client = new ServerClient(
                    Address.of("http://127.0.0.1:" + slow.getLocalPort(), Optional.empty(), Optional.empty()),
                    Duration.ofMillis(500));
            assertThat(failure(() -> client.read("/x")).code()).isEqualTo("SERVER_TOO_LATE");
            half.interrupt();
        }
    }

    private static void answerHalf(ServerSocket slow) {
        try (Socket caller = slow.accept()) {
            OutputStream out = caller.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (caller.getInputStream().read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException closed) {
            // The client hung up, as it should.
        }
    }

    @Test
    void answerOfMoreThanTheLimit_isNotReadToItsEnd() {
        byte[] huge = new byte[ServerClient.MAX_ANSWER_BYTES + 1];
        stub.tell("GET /api/v1/huge", 200, "application/json", huge, Map.of());
        Failure told = failure(() -> client(stub.url()).read("/huge"));
        assertThat(told.code()).isEqualTo("ANSWER_TOO_LARGE");
        assertThat(stub.asked()).hasSize(1);
    }

    @Test
    void nobodyThere_isSaid() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Failure told = failure(() -> client("http://127.0.0.1:" + port).read("/me"));
        assertThat(told.line())
                .isEqualTo("SERVER_UNREACHABLE: no server can be reached at http://127.0.0.1:" + port
                        + ". Check the address, or start one with `breakwater up`.");
        assertThat(told.exit()).isEqualTo(5);
    }

    @Test
    void listOfSeveralPages_isReadToItsEnd() {
        stub.tell("GET /api/v1/debts", 200, "{\"items\":[{\"id\":1}],\"next\":\"a b\"}");
        stub.tell("GET /api/v1/debts", 200, "{\"items\":[{\"id\":2}]}");
        JsonNode all = client(stub.url()).readAll("/debts", "status=OPEN");
        assertThat(all.path("items")).hasSize(2);
        assertThat(stub.asked().get(1).target()).isEqualTo("/api/v1/debts?limit=200&status=OPEN&after=a%20b");
    }

    @Test
    void certificateNobodyVouchesFor_isRefusedAndNothingIsSent(@TempDir Path folder) throws Exception {
        TestTls tls = TestTls.in(folder);
        try (StubServer secret = new StubServer(tls.server())) {
            secret.tell("GET /api/v1/me", 200, "{}");
            Failure told = failure(() -> client(secret.url()).read("/me"));
            assertThat(told.code()).isEqualTo("SERVER_NOT_TRUSTED");
            assertThat(secret.asked()).isEmpty();
        }
    }

    @Test
    void certificateOfTheGivenAuthority_isTrusted(@TempDir Path folder) throws Exception {
        TestTls tls = TestTls.in(folder);
        try (StubServer secret = new StubServer(tls.server())) {
            secret.tell("GET /api/v1/me", 200, "{\"person\":\"alice\"}");
            Address address = Address.of(secret.url(), Optional.of("bw_x"), Optional.of(tls.certificate()));
            assertThat(new ServerClient(address, PATIENCE)
                            .read("/me")
                            .path("person")
                            .asText())
                    .isEqualTo("alice");
        }
    }

    @Test
    void certificateFileWithoutCertificates_isRefused(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("ca.pem"), "hello");
        Address address = Address.of("https://127.0.0.1:1", Optional.empty(), Optional.of(empty));
        assertThat(failure(() -> new ServerClient(address, PATIENCE)).code()).isEqualTo("CONFIG_UNREADABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "ftp://127.0.0.1",
                "127.0.0.1:7480",
                "http://",
                "http://u:p@127.0.0.1",
                "::"
            })
    void addressThatWouldGiveTheTokenAway_isRefused(String url) {
        assertThat(failure(() -> Address.of(url, Optional.of("bw_x"), Optional.empty()))
                        .code())
                .isEqualTo("USAGE");
    }

    @Test
    void tokenWithALineFeed_isRefusedAndNotShown() {
        Failure told = failure(() -> Address.of("http://localhost", Optional.of("bw_x\nEvil: 1"), Optional.empty()));
        assertThat(told.line()).doesNotContain("bw_x");
    }
}
