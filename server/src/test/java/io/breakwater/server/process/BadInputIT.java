package io.breakwater.server.process;

import static io.breakwater.server.process.Assertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything wrong that can be sent to every operation there is, taken from the OpenAPI document itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final String NOBODY = "";

    private final ServerProcess server = ServerProcess.startFresh();
    private List<Operation> operations = List.of();

    @BeforeAll
    void readTheOpenApi() {
        operations = Operation.of(server);
    }

    @AfterAll
    void stop() {
        server.erase();
    }

    Stream<Operation> operations() {
        return operations.stream();
    }

    Stream<Operation> taking() {
        return Operation.taking(operations);
    }

    @Test
    void thereAreOperations() {
        assertThat(operations).hasSizeGreaterThan(35);
    }

    private static Api.Reply sent(Api api, Operation operation, byte[] body) {
        return operation.send(api, operation.onNothing(), body);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void withoutAToken_nobodyIsLetIn(Operation operation) {
        Api.Reply reply = sent(new Api(server.url(), NOBODY), operation, "{}".getBytes(StandardCharsets.UTF_8));
        assertProblem(reply, 401);
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void withAWrongToken_nobodyIsLetIn(Operation operation) {
        Api wrong = new Api(server.url(), "bw_" + "A".repeat(43));
        assertProblem(sent(wrong, operation, "{}".getBytes(StandardCharsets.UTF_8)), 401);
    }

    @ParameterizedTest
    @MethodSource("taking")
    void aBodyThatIsNotItsJson_isRefusedWithACode(Operation operation) {
        for (String body : List.of(
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{'a':".replace('\'', '"'),
                "[".repeat(100_000),
                "{\"a\":".repeat(20_000))) {
            assertProblem(sent(server.admin(), operation, body.getBytes(StandardCharsets.UTF_8)), 400);
        }
        assertProblem(sent(server.admin(), operation, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}), 400);
    }

    @ParameterizedTest
    @MethodSource("taking")
    void anUnknownField_isRefused_andSaysWhichThereAre(Operation operation) {
        String fitting = operation.fitting();
        String comma = fitting.equals("{}") ? "" : ",";
        String body = fitting.substring(0, fitting.length() - 1) + comma + "\"'; DROP TABLE fact; --\":1}";
        Api.Reply reply = sent(server.admin(), operation, body.getBytes(StandardCharsets.UTF_8));
        assertProblem(reply, 400);
        assertThat(reply.code()).isEqualTo("UNKNOWN_FIELD");
    }

    @ParameterizedTest
    @MethodSource("taking")
    void tenMegabytes_areRefused(Operation operation) {
        byte[] body = new byte[10_000_000];
        assertProblem(sent(server.admin(), operation, body), 413);
    }

    @ParameterizedTest
    @MethodSource("taking")
    void anotherMediaType_isRefused(Operation operation) {
        Api.Reply reply = server.admin()
                .send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(server.url() + operation.onNothing()))
                        .header("Authorization", "Bearer " + server.token())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Idempotency-Key", "k")
                        .method(operation.method().toUpperCase(java.util.Locale.ROOT), BodyPublishers.ofString("a=b")));
        assertProblem(reply, 415);
    }

    @Test
    void aFormPostedFromAnotherSite_carriesNoToken_andIsRefused() {
        Api.Reply reply = new Api(server.url(), NOBODY)
                .send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(server.url() + "/api/v1/incidents"))
                        .header("Origin", "https://evil.example")
                        .header("Cookie", "session=anything; token=" + server.token())
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{\"title\":\"x\",\"severity\":1}")));
        assertThat(reply.status()).isIn(401, 415);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(reply.header("Set-Cookie")).isEmpty();
    }

    @Test
    void anotherName_isRefused_soThatDnsCannotBeTurnedAgainstTheServer() throws Exception {
        try (var socket = new java.net.Socket()) {
            java.net.URI uri = java.net.URI.create(server.url());
            socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()), 5000);
            String request = "GET /api/v1/me HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer " + server.token()
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("evil.example")
                    .doesNotContain("admin");
        }
    }

    @ParameterizedTest
    @MethodSource("taking")
    void aCommandWithoutAKey_isRefused(Operation operation) throws Exception {
        Api.Reply reply = server.admin()
                .send(server.admin()
                        .request(operation.onNothing())
                        .method(
                                operation.method().toUpperCase(java.util.Locale.ROOT),
                                BodyPublishers.ofString(operation.fitting())));
        assertProblem(reply, 400);
        assertThat(reply.text()).contains("Idempotency-Key");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperation_saysWhatItDoes_andWhatItsErrorsLookLike(Operation operation) throws Exception {
        JsonNode api = Json.mapper()
                .readTree(new Api(server.url(), NOBODY)
                        .get("/q/openapi?format=json")
                        .body());
        JsonNode described = api.get("paths").get(operation.path()).get(operation.method());
        assertThat(described.path("summary").asText()).isNotBlank();
        assertThat(described
                        .path("responses")
                        .path("default")
                        .path("content")
                        .path("application/problem+json")
                        .path("schema")
                        .path("$ref")
                        .asText())
                .endsWith("/Problem");
        assertThat(described.path("security").toString()).contains("token");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "/nothing, 404",
        "/api/v1/nothing, 404",
        "/api/v1/incidents/INC-2026-9999, 404",
        "/api/v1/incidents/'; DROP TABLE fact;--, 404",
        "/api/v1/incidents/%00, 404",
        "/api/v1/incidents?status=OPENED, 400",
        "/api/v1/incidents?limit=0, 400",
        "/api/v1/incidents?limit=99999999999999999999, 400",
        "/api/v1/grants?incident=' OR 1=1, 400",
        "/api/v1/grants?state=HALF, 400",
        "/api/v1/people/admin/../../../etc/passwd, 404",
        "/api/v1/people/Аdmin, 404"
    })
    void aUrlThatLeadsNowhere_isAnError(String path, int status) {
        String encoded = path.replace(" ", "%20").replace("'", "%27").replace("А", "%D0%90");
        assertProblem(server.admin().get(encoded), status);
    }

    @Test
    void anotherMethod_isRefused() {
        assertProblem(server.admin().delete("/api/v1/incidents"), 405);
        assertProblem(server.admin().put("/api/v1/me", "{}"), 405);
    }

    @Test
    void deceptiveNamesAndTexts_areRefused() {
        Api admin = server.admin();
        String look = "{'id':'%s','displayName':'%s','functions':[]}";
        assertProblem(admin.post("/api/v1/people", look.formatted("аdmin", "x")), 400);
        assertProblem(admin.post("/api/v1/people", look.formatted("x", "First\\u202eadministrator")), 400);
        assertProblem(admin.post("/api/v1/people", look.formatted("adrnin", "x")), 409);
        assertProblem(admin.post("/api/v1/incidents", "{'title':'a\\u0000b','severity':1}"), 400);
        assertProblem(admin.post("/api/v1/incidents", "{'title':'a\\ud800b','severity':1}"), 400);
    }
}
