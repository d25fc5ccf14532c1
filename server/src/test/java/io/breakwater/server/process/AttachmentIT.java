package io.breakwater.server.process;

import static io.breakwater.server.process.Assertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files on their way in, by clients that announce one and send nothing: what is answered was decided without it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttachmentIT {
    private static final int LARGEST = 64 << 20;

    private final ServerProcess server = ServerProcess.startFresh();
    private final Emergency people = Emergency.on(server);

    @AfterAll
    void stop() {
        server.erase();
    }

    private Socket announce(String token, String incident, int bytes) throws IOException {
        URI uri = URI.create(server.url());
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 5000);
        socket.setSoTimeout(20_000);
        String request =
                "POST /api/v1/incidents/" + incident + "/attachments?name=a.cast&kind=recording HTTP/1.1\r\nHost: "
                        + uri.getAuthority() + "\r\nAuthorization: Bearer " + token
                        + "\r\nIdempotency-Key: k" + System.nanoTime()
                        + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + bytes + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        byte[] begun = new byte[8192];
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().contains("}")) {
            int read = socket.getInputStream().read(begun);
            if (read < 0) {
                break;
            }
            answer.append(new String(begun, 0, read, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    @Test
    void whoMayNotAttach_isRefusedBeforeTheFileIsRead() throws IOException {
        String incident = people.declare();
        Api auditor = people.admin().person("eve", "'auditor'");
        try (Socket socket = announce(auditor.token(), incident, LARGEST)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 403").contains("NOT_ALLOWED");
        }
        try (Socket socket = announce("bw_" + "A".repeat(43), incident, LARGEST)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 401");
        }
        try (Socket socket = announce(people.alice().token(), "INC-2026-9999", LARGEST)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 404");
        }
    }

    private static String refusalOfEither(Socket one, Socket other) throws IOException {
        one.setSoTimeout(200);
        other.setSoTimeout(200);
        for (int i = 0; i < 100; i++) {
            try {
                return answer(i % 2 == 0 ? one : other);
            } catch (SocketTimeoutException taken) {
                // This one is being waited for; the other will be told, or has not been read yet.
            }
        }
        return "";
    }

    @Test
    void moreFilesAtOnceThanMemoryTakes_areToldToComeBack_andTheMemoryIsGivenBack() throws IOException {
        String incident = people.declare();
        String token = people.alice().token();
        // Which of the two comes first is left open: both stay connected until one has been refused.
        try (Socket one = announce(token, incident, LARGEST);
                Socket other = announce(token, incident, LARGEST)) {
            assertThat(refusalOfEither(one, other))
                    .startsWith("HTTP/1.1 429")
                    .contains("RATE_LIMITED")
                    .containsIgnoringCase("Retry-After: 1");
        }
        Api.Reply small = people.alice().post("/api/v1/incidents/" + incident + "/attachments?name=b.txt", "small");
        for (int i = 0; i < 100 && small.status() == 429; i++) {
            ServerProcess.pause(100);
            small = people.alice().post("/api/v1/incidents/" + incident + "/attachments?name=b.txt", "small");
        }
        assertThat(small.status()).as(small.toString()).isEqualTo(201);
    }

    @Test
    void aFile_needsAKey_andItsRepetitionIsOneFile() {
        String path = "/api/v1/incidents/" + people.declare() + "/attachments?name=a.txt";
        Api alice = people.alice();
        assertProblem(alice.send(alice.request(path).POST(BodyPublishers.ofString("seen"))), 400);
        Api.Reply first = alice.post(path, "seen", "the-file");
        Api.Reply again = alice.post(path, "seen", "the-file");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(alice.post(path, "something else", "the-file").code()).isEqualTo("IDEMPOTENCY_MISMATCH");
        String timeline = path.substring(0, path.indexOf("/attachments")) + "/timeline";
        assertThat(people.dana().all(timeline).stream()
                        .filter(line -> line.get("type").asText().contains("EvidenceAttached")))
                .hasSize(1);
    }
}
