package io.breakwater.server.process;

import static io.breakwater.server.process.Assertions.assertProblem;
import static io.breakwater.server.process.Assertions.assertRefused;
import static io.breakwater.server.process.Assertions.assertSecured;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP itself: methods, headers, versions, repetitions, pages, paths, and what a browser or a proxy might make of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpIT {
    private final ServerProcess server = ServerProcess.startFresh("practice=true");
    private final Emergency people = Emergency.on(server);
    private List<Operation> operations = List.of();
    private String incident = "";
    private String grant = "";

    @BeforeAll
    void somethingThere() {
        operations = Operation.of(server);
        people.admin().person("victor", "'engineer'");
        incident = people.declare();
        grant = people.alice()
                .post("/api/v1/grants", Emergency.ask(incident, false))
                .ok()
                .get("id")
                .asText();
    }

    @AfterAll
    void stop() {
        server.erase();
    }

    private String filled(Operation operation) {
        return operation.filled("alice", incident, grant);
    }

    Stream<Operation> reads() {
        return operations.stream().filter(Operation::isRead);
    }

    Stream<Operation> commands() {
        return operations.stream().filter(Operation::isCommand);
    }

    Stream<Operation> all() {
        return operations.stream();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void head_isTheReadWithoutItsBody_andWithItsHeaders(Operation operation) {
        Api.Reply got = people.admin().get(filled(operation));
        Api.Reply head =
                people.admin().send(people.admin().request(filled(operation)).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).as(head.toString()).isEqualTo(got.status());
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).as(operation.toString()).isEqualTo(got.header("Content-Type"));
        assertThat(head.header("ETag")).isEqualTo(got.header("ETag"));
        assertSecured(head);
        assertSecured(got);
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("a preflight from another site gets no permission for anything")
    void options_fromAnotherSite_permitNothing(Operation operation) {
        Api.Reply reply = new Api(server.url(), "")
                .send(HttpRequest.newBuilder(URI.create(server.url() + filled(operation)))
                        .header("Origin", "https://evil.example")
                        .header(
                                "Access-Control-Request-Method",
                                operation.method().toUpperCase(Locale.ROOT))
                        .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                        .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(reply.headers().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
        assertThat(reply.status()).as(reply.toString()).isLessThan(500);
        assertSecured(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PATCH", "PROPFIND", "BREW", "get"})
    void methodsNobodyTakes_areRefused(String method) throws IOException {
        String answer = raw(method + " /api/v1/incidents HTTP/1.1\r\n" + standard() + "\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|405|501) .*");
        assertThat(answer).doesNotContain("evil-echo");
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("a key that was used: the same answer for the same request, a refusal for another")
    void aReplayedKey_withAnotherBody_isRefused(Operation operation) {
        if (List.of("explain", "credential", "lint", "attachments").stream().anyMatch(operation.path()::endsWith)) {
            return; // Their answers are kept nowhere, or their body is the file; see docs/api.md.
        }
        String key = UUID.randomUUID().toString();
        String path = operation.filled("victor", incident, grant);
        Api.Reply first = keyed(operation, key, operation.fitting(), path);
        assertThat(first.status()).as(first.toString()).isLessThan(500);
        Api.Reply again = keyed(operation, key, operation.fitting(), path);
        assertThat(again.status()).isEqualTo(first.status());
        Api.Reply other = keyed(operation, key, operation.fitting() + " ", path);
        assertProblem(other, 409);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_MISMATCH");
        Api.Reply elsewhere = keyed(operation, key, operation.fitting(), path + "?a=b");
        assertProblem(elsewhere, 409);
    }

    private Api.Reply keyed(Operation operation, String key, String body, String path) {
        boolean dana = operation.path().startsWith("/api/v1/incidents")
                && !operation.path().endsWith("erasures");
        Api who = dana ? people.dana() : people.admin();
        return who.send(who.request(path)
                .header("Idempotency-Key", key)
                .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString(body)));
    }

    @Test
    void aKey_isItsOwnersOwn_andTwoPeopleMayUseTheSame() {
        String key = UUID.randomUUID().toString();
        String path = "/api/v1/incidents";
        String one = people.dana()
                .post(path, "{'title':'one','severity':3}", key)
                .ok()
                .get("id")
                .asText();
        String other = people.alice()
                .post(path, "{'title':'other','severity':3}", key)
                .ok()
                .get("id")
                .asText();
        assertThat(other).isNotEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "TOO LONG"})
    void aKeyThatIsNone_isRefused(String key) {
        String sent = key.equals("TOO LONG") ? "k".repeat(256) : key;
        assertProblem(people.dana().post("/api/v1/incidents", "{'title':'x','severity':3}", sent), 400);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/incidents/INC/severity, \"0\", 412",
        "/api/v1/incidents/INC/severity, \"99\", 412",
        "/api/v1/incidents/INC/severity, W/\"1\", 412",
        "/api/v1/incidents/INC/severity, 1, 412",
        "/api/v1/incidents/INC/severity, nonsense, 412",
        "/api/v1/incidents/INC/notes, \"99\", 412",
        "/api/v1/incidents/INC/close, \"99\", 412",
        "/api/v1/people/alice/functions, \"99\", 412",
        "/api/v1/people/alice/deactivate, \"99\", 412",
        "/api/v1/policy, \"99\", 412",
        "/api/v1/grants/GR/approvals, \"99\", 412",
        "/api/v1/grants/GR/end, \"99\", 412",
        "/api/v1/incidents/INC/notes, *, 200"
    })
    void aVersionThatIsNotTheOneThere_isRefused_andNothingChanges(String path, String tag, int status) {
        String real = path.replace("/INC/", "/" + incident + "/").replace("/GR/", "/" + grant + "/");
        String pattern =
                path.replace("/INC/", "/{id}/").replace("/GR/", "/{id}/").replace("/people/alice/", "/people/{id}/");
        boolean put = path.endsWith("functions") || path.endsWith("policy");
        String before = everything();
        Api who = path.startsWith("/api/v1/grants")
                ? (path.endsWith("end") ? people.alice() : people.bob())
                : path.startsWith("/api/v1/incidents") ? people.dana() : people.admin();
        Api.Reply reply = who.send(who.request(real)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", tag)
                .method(put ? "PUT" : "POST", BodyPublishers.ofString(sound(pattern))));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        if (status == 412) {
            assertThat(reply.code()).isEqualTo("STALE_VERSION");
            assertThat(everything()).isEqualTo(before);
        }
    }

    /** A body with which nothing but the version is wrong. */
    private String sound(String pattern) {
        return pattern.equals("/api/v1/policy")
                ? people.admin().get(pattern).ok().toString().replaceFirst(",\"digest\":\"[0-9a-f]+\"", "")
                : Bodies.fittingFor("post", pattern);
    }

    private String everything() {
        return people.dana().get("/api/v1/incidents/" + incident).text()
                + people.alice().get("/api/v1/grants/" + grant).text()
                + people.admin().get("/api/v1/people/alice").text()
                + people.admin().get("/api/v1/policy").text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/incidents/INC", "/api/v1/grants/GR", "/api/v1/people/alice", "/api/v1/policy"})
    void aVersionTheClientHas_isNotSentAgain(String path) {
        String real = path.replace("INC", incident).replace("GR", grant);
        String tag = people.alice().get(real).header("ETag");
        assertThat(tag).matches("\"[0-9]+\"");
        Api.Reply known = people.alice().send(people.alice().request(real).header("If-None-Match", tag));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(people.alice()
                        .send(people.alice().request(real).header("If-None-Match", "\"999999\""))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/ledger/tiles/../../keys/log.key",
                "/api/v1/ledger/tiles/..%2f..%2fkeys%2flog.key",
                "/api/v1/ledger/tiles/%2e%2e/%2e%2e/keys/log.key",
                "/api/v1/ledger/tiles/tile/0/../../../keys/log.key",
                "/api/v1/ledger/tiles//etc/passwd",
                "/api/v1/ledger/tiles/tile/0/000%00.p/1",
                "/api/v1/ledger/tiles/tile/0/000.p/0",
                "/api/v1/ledger/tiles/tile/0/000.p/257",
                "/api/v1/ledger/tiles/tile/99/000",
                "/api/v1/ledger/tiles/.lock",
                "/api/v1/ledger/tiles/file:%2f%2f%2fetc%2fpasswd",
                "/api/v1/incidents/..%2f..%2fkeys/packs/1",
                "/api/v1/incidents/INC/packs/..%2f..%2fkeys%2flog.key",
                "/api/v1/incidents/INC/packs/1%00.zip",
                "/api/v1/incidents/INC/packs/-1",
                "/api/v1/incidents/INC/packs/99999999999",
                "/api/v1/incidents/INC/content/..%2f..%2fkeys%2flog.key",
                "/api/v1/ledger/facts/..%2f0",
                "/api/v1/ledger/proofs/-1",
                "/api/v1/people/..%2f..%2fetc%2fpasswd",
                "/..%2f..%2fetc/passwd",
                "/q/../../../etc/passwd"
            })
    void aPathThatLeadsOutside_leadsNowhere(String path) throws IOException {
        String answer = raw("GET " + path.replace("INC", incident) + " HTTP/1.1\r\n" + standard() + "\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*");
        assertThat(answer).doesNotContain("root:").doesNotContain("PRIVATE").contains("problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2fevil",
                "%2fetc%2fpasswd",
                "a%0d%0aSet-Cookie:%20x=y",
                "a%22;%20filename=%22b",
                "con.txt",
                "%00",
                ".hidden",
                "a%5cb",
                "%E2%80%AEtxt.exe",
                "a.txt.",
                "%20a",
                "a%20",
                ""
            })
    void aFileNameThatIsNone_isRefused(String name) {
        Api.Reply reply = people.alice().post("/api/v1/incidents/" + incident + "/attachments?name=" + name, "content");
        assertProblem(reply, 400);
    }

    @Test
    @DisplayName("evidence that looks like a page is given out as a file, never as a page")
    void evidenceThatLooksLikeAPage_isNeverShownAsOne() {
        Api.Reply attached = people.alice()
                .post("/api/v1/incidents/" + incident + "/attachments?name=page.html", "<script>alert(1)</script>");
        Api.Reply content = people.dana().get(attached.ok().get("href").asText());
        assertThat(content.header("Content-Disposition")).startsWith("attachment");
        assertThat(content.header("Content-Type")).doesNotContain("html");
        assertSecured(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/problem+json",
                "application/jsonp",
                "application/xml",
                "application/json+evil",
                "json",
                "*/*"
            })
    void anotherContentType_isNotReadAsJson(String type) {
        Api.Reply reply = people.dana()
                .send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/incidents"))
                        .header("Authorization", "Bearer " + people.dana().token())
                        .header("Content-Type", type)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString("{\"title\":\"x\",\"severity\":1}")));
        assertProblem(reply, 415);
    }

    @Test
    void aBodyInAnotherCharset_isRefused_whateverItsContentTypeSays() {
        for (String charset : List.of("UTF-16", "UTF-7", "ISO-8859-1", "nonsense")) {
            Api.Reply reply = people.dana()
                    .send(HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/incidents"))
                            .header("Authorization", "Bearer " + people.dana().token())
                            .header("Content-Type", "application/json;charset=" + charset)
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .POST(BodyPublishers.ofByteArray(
                                    "{\"title\":\"caf\u00e9\",\"severity\":1}".getBytes(StandardCharsets.ISO_8859_1))));
            assertRefused(reply);
        }
    }

    @Test
    void anAnswerInAnotherMediaType_isNotToBeHad() {
        for (String type : List.of("text/html", "application/xml", "image/png")) {
            Api.Reply reply = people.dana()
                    .send(people.dana().request("/api/v1/incidents/" + incident).header("Accept", type));
            assertProblem(reply, 406);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer TOKEN\r\nAuthorization: Bearer TOKEN",
                "Authorization: bearer TOKEN",
                "Authorization: Basic TOKEN",
                "Authorization: Bearer  TOKEN",
                "Authorization: Bearer TOKEN, Bearer TOKEN",
                "Authorization: Bearer ",
                "Authorization: Bearer null",
                "Cookie: Authorization=Bearer TOKEN",
                "X-Authorization: Bearer TOKEN",
                "Proxy-Authorization: Bearer TOKEN"
            })
    void aTokenSentInAnyOtherWay_letsNobodyIn(String header) throws IOException {
        String answer = raw("GET /api/v1/me HTTP/1.1\r\nHost: " + authority() + "\r\nConnection: close\r\n"
                + header.replace("TOKEN", people.alice().token()) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401").contains("NOT_AUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/incidents HTTP/1.1\r\nSTANDARDContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "POST /api/v1/incidents HTTP/1.1\r\nSTANDARDContent-Length: -5\r\n\r\n",
                "POST /api/v1/incidents HTTP/1.1\r\nSTANDARDContent-Length: 99999999999999999999\r\n\r\n",
                "POST /api/v1/incidents HTTP/1.1\r\nSTANDARDTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc",
                "GET /api/v1/me HTTP/1.1\r\nSTANDARDX-Long: LONG\r\n\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: evil.example\r\nSTANDARD\r\n",
                "GET http://evil.example/api/v1/me HTTP/1.1\r\nSTANDARD\r\n",
                "GET /api/v1/me HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST http://evil.example/api/v1/incidents HTTP/1.1\r\nSTANDARD\r\n",
                "GET /api/v1/me\u0001 HTTP/1.1\r\nSTANDARD\r\n",
                "NONSENSE\r\n\r\n"
            })
    void aRequestThatTwoReadersMayReadDifferently_isNotCarriedOut(String request) throws IOException {
        String answer = raw(request.replace("STANDARD", standard()).replace("LONG", "x".repeat(40_000)));
        assertThat(answer)
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isEmpty(),
                        refused -> assertThat(refused).matches("(?s)HTTP/1\\.[01] 4[0-9][0-9] .*"));
        assertThat(answer).doesNotContain("\"person\"");
        people.dana().get("/api/v1/me").ok();
    }

    @Test
    void headersThatClaimAnotherMethodOrSender_areNotBelieved() {
        int before = people.dana().all("/api/v1/incidents").size();
        for (String header : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            Api.Reply reply = people.dana()
                    .send(people.dana().request("/api/v1/incidents").header(header, "POST"));
            assertThat(reply.status()).isEqualTo(200);
        }
        Api.Reply forwarded = people.dana()
                .send(people.dana()
                        .request("/api/v1/me")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-User", "admin")
                        .header("X-Original-URL", "/api/v1/people"));
        assertThat(forwarded.ok().toString()).contains("dana").doesNotContain("evil.example");
        assertThat(people.dana().all("/api/v1/incidents")).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/q/nothing",
                "/q/openapi",
                "/q/health/live",
                "/q/metrics",
                "/api",
                "/q/dev-ui",
                "/q/swagger-ui"
            })
    void everyAnswer_hasTheSecurityHeaders_whateverThePath(String path) {
        assertSecured(new Api(server.url(), "").get(path));
    }

    private String authority() {
        return URI.create(server.url()).getAuthority();
    }

    private String standard() {
        return "Host: " + authority() + "\r\nAuthorization: Bearer "
                + people.dana().token()
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + UUID.randomUUID()
                + "\r\nConnection: close\r\n";
    }

    private String raw(String request) throws IOException {
        URI uri = URI.create(server.url());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 5000);
            socket.setSoTimeout(45_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException cut) {
            return ""; // Cut off in the middle of it, which is an answer, too.
        }
    }
}
