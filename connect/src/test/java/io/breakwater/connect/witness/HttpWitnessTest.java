package io.breakwater.connect.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.ledger.merkle.MemoryLog;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TestKeys;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.spi.WitnessClient;
import io.breakwater.ledger.spi.WitnessClient.Answer;
import io.breakwater.ledger.spi.WitnessClient.WitnessUnreachable;
import io.breakwater.ledger.witness.Cosigning;
import io.breakwater.ledger.witness.Witness;
import io.breakwater.ledger.witness.WitnessException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R67: a witness over HTTP, and everything it can do instead of answering")
class HttpWitnessTest {
    private static final String ORIGIN = "a.example/log";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    private Path temp;

    private final MemoryLog log = new MemoryLog();
    private final TestKeys keys = TestKeys.log(ORIGIN);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private NoteSigner signer;
    private Witness witness;

    @BeforeEach
    void open() throws IOException {
        log.append(MemoryLog.entries(1, 300));
        signer = WitnessKeys.openOrFound(temp.resolve("keys"), "w.example", new SecureRandom());
        witness = Witness.open(signer, List.of(Trust.in(keys.key())), temp.resolve("memory"), InstantSource.system());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/w" + Witness.ADD_CHECKPOINT, exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = witness.handle(body);
            respond(exchange, answer.status(), answer.contentType(), answer.body());
        });
        server.start();
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
        witness.close();
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private WitnessClient against(HttpHandler handler, Duration limit) {
        server.createContext("/other/add-checkpoint", handler);
        return new HttpWitness(address("/other"), limit);
    }

    private SignedNote head() {
        return keys.note(log.head(ORIGIN).text());
    }

    private void assertUnreachable(WitnessClient client) {
        assertThatThrownBy(() -> client.addCheckpoint(new byte[] {1})).isInstanceOf(WitnessUnreachable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "witness.example", "ftp://w.example", "http:///x", "http://w/?a=b"})
    void anAddressThatIsNoWebAddress_isRefused(String address) {
        assertThatThrownBy(() -> new HttpWitness(URI.create(address), SHORT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyThere_isUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertUnreachable(new HttpWitness(URI.create("http://127.0.0.1:" + port), PATIENCE));
    }

    @Test
    void anAnswerThatNeverComes_isGivenUp() {
        assertUnreachable(against(exchange -> awaitOver(), SHORT));
    }

    /** The headers come at once and the body never ends: a limit on the headers alone would wait for ever. */
    @Test
    void anAnswerThatDrips_isGivenUp() {
        assertUnreachable(against(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream body = exchange.getResponseBody();
                    body.write('x');
                    body.flush();
                    awaitOver();
                },
                SHORT));
    }

    private void awaitOver() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAnswerThatIsTooLong_isGivenUp() {
        assertUnreachable(against(
                exchange -> respond(exchange, 200, "text/plain", new byte[WitnessClient.LONGEST_ANSWER + 1]),
                PATIENCE));
    }

    @Test
    void anAnswerWithoutEnd_isGivenUp() {
        assertUnreachable(against(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] some = new byte[64 * 1024];
                    try (OutputStream body = exchange.getResponseBody()) {
                        for (int i = 0; i < 1_000; i++) {
                            body.write(some);
                        }
                    }
                },
                PATIENCE));
    }

    @Test
    void anAnswerThatBreaksOff_isUnreachable() {
        assertUnreachable(against(
                exchange -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    exchange.close();
                    server.stop(0);
                },
                PATIENCE));
    }

    @Test
    void somethingThatDoesNotSpeakHttp_isUnreachable() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try (var connection = other.accept()) {
                    connection.getOutputStream().write("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException gone) {
                    Thread.currentThread().interrupt();
                }
            });
            assertUnreachable(new HttpWitness(URI.create("http://127.0.0.1:" + other.getLocalPort()), PATIENCE));
        }
    }

    @Test
    void aRedirect_isNotFollowed() {
        AtomicInteger followed = new AtomicInteger();
        server.createContext("/elsewhere", exchange -> followed.incrementAndGet());
        WitnessClient client = against(
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    respond(exchange, 307, "text/plain", new byte[0]);
                },
                PATIENCE);
        assertThat(client.addCheckpoint(new byte[] {1}).status()).isEqualTo(307);
        assertThat(followed).hasValue(0);
    }

    @Test
    void garbage_isNoCosignature() {
        WitnessClient client = against(
                exchange -> respond(exchange, 200, "text/html", "<html>hello</html>".getBytes(StandardCharsets.UTF_8)),
                PATIENCE);
        assertThatThrownBy(() -> new Cosigning(signer.key(), client).cosign(head(), log))
                .isInstanceOfSatisfying(
                        WitnessException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(WitnessException.Reason.COSIGNATURE_INVALID));
    }

    @Test
    void theWrongCosigner_isNoCosigner() {
        WitnessClient client = new HttpWitness(address("/w"), PATIENCE);
        TestKeys expected = TestKeys.witness("w.example");
        assertThatThrownBy(() -> new Cosigning(expected.key(), client).cosign(head(), log))
                .isInstanceOfSatisfying(
                        WitnessException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(WitnessException.Reason.COSIGNATURE_INVALID));
    }

    @Test
    void overHttp_headAfterHeadIsCosigned_fromWhereTheWitnessWas() {
        Trust witnessed = Trust.in(keys.key()).with(List.of(signer.key()), 1);
        for (int round = 0; round < 3; round++) {
            Cosigning fresh = new Cosigning(signer.key(), new HttpWitness(address("/w/"), PATIENCE));
            NoteSignature cosignature = fresh.cosign(head(), log);
            assertThat(witnessed.open(head().with(cosignature))).isEqualTo(log.head(ORIGIN));
            log.append(MemoryLog.entries(round, 40));
        }
    }

    @Test
    void aConflict_carriesTheSizeAndItsType() {
        WitnessClient client = new HttpWitness(address("/w"), PATIENCE);
        new Cosigning(signer.key(), client).cosign(head(), log);
        String request = "old 0\n\n" + head().format();
        Answer answer = client.addCheckpoint(request.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.contentType()).isEqualTo("text/x.tlog.size");
        assertThat(answer.body()).isEqualTo("300\n".getBytes(StandardCharsets.UTF_8));
    }
}
