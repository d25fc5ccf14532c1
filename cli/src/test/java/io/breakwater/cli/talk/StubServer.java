package io.breakwater.cli.talk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server on the loopback that answers what a test told it to, and remembers what it was asked. */
public final class StubServer implements AutoCloseable {
    /** One request as it came. */
    public record Asked(String method, String target, Map<String, String> headers, String body) {
        /** A header by its usual spelling; empty when it was not sent. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private record Told(int status, String type, byte[] body, Map<String, String> headers, int drops) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Told>> answers = new LinkedHashMap<>();
    private final Map<String, Runnable> acts = new ConcurrentHashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    /** One that is up. */
    public static StubServer started() {
        try {
            return new StubServer();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public StubServer() throws IOException {
        this(HttpServer.create(loopback(), 0));
    }

    /** The same with TLS. */
    public StubServer(SSLContext tls) throws IOException {
        this(withTls(tls));
    }

    private StubServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static HttpsServer withTls(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    /** Answers a request ({@code GET /api/v1/me}) with JSON; the last answer told stays. */
    public StubServer tell(String request, int status, String json) {
        return tell(request, status, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Answers with a problem. */
    public StubServer problem(String request, int status, String code, String detail) {
        String json = Documents.pretty(Documents.object()
                .put("title", "title")
                .put("status", status)
                .put("code", code)
                .put("detail", detail));
        return tell(request, status, "application/problem+json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Answers with anything. */
    public StubServer tell(String request, int status, String type, byte[] body, Map<String, String> headers) {
        answers.computeIfAbsent(request, key -> new ArrayList<>()).add(new Told(status, type, body, headers, 0));
        return this;
    }

    /** Takes the request and hangs up without an answer. */
    public StubServer hangUp(String request) {
        answers.computeIfAbsent(request, key -> new ArrayList<>()).add(new Told(0, "", new byte[0], Map.of(), 1));
        return this;
    }

    /** Does something when that is asked for the first time, before it is answered. */
    public StubServer first(String request, Runnable act) {
        acts.put(request, act);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        asked.add(
                new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        Optional.ofNullable(acts.remove(request)).ifPresent(Runnable::run);
        Told told = next(request);
        if (told.drops() > 0) {
            exchange.close();
            return;
        }
        if (!told.type().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", told.type());
        }
        told.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(told.status(), told.body().length == 0 ? -1 : told.body().length);
        exchange.getResponseBody().write(told.body());
        exchange.close();
    }

    private synchronized Told next(String request) {
        List<Told> told = answers.get(request);
        if (told == null) {
            return new Told(404, "text/plain", "no such thing".getBytes(StandardCharsets.UTF_8), Map.of(), 0);
        }
        return told.size() > 1 ? told.remove(0) : told.get(0);
    }

    /** What was asked so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** The requests of one method and path. */
    public List<Asked> asked(String request) {
        return asked().stream()
                .filter(one -> (one.method() + " " + one.target()).startsWith(request))
                .toList();
    }

    /** Where it listens. */
    public String url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
