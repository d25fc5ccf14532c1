package io.breakwater.ledger.postgres;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.merkle.VerifierKey;
import io.breakwater.ledger.spi.WitnessClient;
import io.breakwater.ledger.witness.Cosigning;
import io.breakwater.ledger.witness.Witness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A real witness behind HTTP that can be stopped and comes back on the same port with what it remembered. */
final class WitnessServer implements AutoCloseable, WitnessClient {
    private final NoteSigner signer;
    private final Witness witness;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    WitnessServer(Path folder, String name, VerifierKey log, InstantSource clock) throws IOException {
        signer = WitnessKeys.openOrFound(folder.resolve("key"), name, new SecureRandom());
        witness = Witness.open(signer, List.of(Trust.in(log)), folder.resolve("memory"), clock);
        server = listen(0);
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listening.createContext(Witness.ADD_CHECKPOINT, this::answer);
        listening.start();
        return listening;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            Answer answer = witness.handle(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    Cosigning asked() {
        return new Cosigning(signer.key(), this);
    }

    String name() {
        return signer.name();
    }

    /** How many requests have come. */
    int requests() {
        return asked.get();
    }

    void stop() {
        server.stop(0);
    }

    void start() throws IOException {
        server = listen(server.getAddress().getPort());
    }

    @Override
    public Answer addCheckpoint(byte[] request) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + Witness.ADD_CHECKPOINT);
        HttpRequest post = HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(post, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        } catch (IOException e) {
            throw new WitnessUnreachable("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WitnessUnreachable("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        witness.close();
    }
}
