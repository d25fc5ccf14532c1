package io.breakwater.cli.talk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * The API of one server, as one person.
 *
 * <p>Guaranteed: a command carries one idempotency key however often it is sent, so a retry after a broken connection
 * never does it twice; redirects are not followed, so the token goes to the named server only; answers are bounded in
 * size and time. Not guaranteed: that a command whose answer never came was not done. The {@link Failure} says so.
 */
public final class ServerClient {
    /** More than any list the server sends in one page. */
    static final int MAX_ANSWER_BYTES = 32 << 20;

    /** A pack with its recordings. */
    static final int MAX_DOWNLOAD_BYTES = 1 << 30;

    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 150;
    private static final int PAGE = 200;
    private static final int MAX_ITEMS = 10_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Address address;
    private final HttpClient http;
    private final Duration timeout;
    private final Supplier<String> keys;

    public ServerClient(Address address, Duration timeout) {
        this(address, timeout, ServerClient::newKey);
    }

    ServerClient(Address address, Duration timeout, Supplier<String> keys) {
        this.address = address;
        this.timeout = timeout;
        this.keys = keys;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT);
        address.caFile().ifPresent(pem -> builder.sslContext(Trust.in(pem)));
        this.http = builder.build();
    }

    /** The server spoken to. */
    public Address address() {
        return address;
    }

    /** One path segment of any text. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads one document. */
    public JsonNode read(String path) {
        return demand(request(path).GET(), timeout, MAX_ANSWER_BYTES).document();
    }

    /** Reads a list to its end, as {@code {"items": […]}}; {@code query} without {@code limit} and {@code after}. */
    public JsonNode readAll(String path, String query) {
        ObjectNode all = Documents.object();
        ArrayNode items = all.putArray("items");
        String after = "";
        do {
            String page = "?limit=" + PAGE + (query.isEmpty() ? "" : "&" + query) + after;
            JsonNode answer = read(path + page);
            answer.path("items").forEach(items::add);
            String next = Documents.text(answer, "next");
            after = next.isEmpty() || items.size() >= MAX_ITEMS ? "" : "&after=" + segment(next);
        } while (!after.isEmpty());
        return all;
    }

    /** Reads something that is not JSON. */
    public byte[] bytes(String path) {
        return demand(request(path).GET(), timeout, MAX_DOWNLOAD_BYTES).body();
    }

    /** Reads something that is not JSON and may be missing. */
    public Optional<byte[]> bytesIfThere(String path) {
        Answer answer = exchange(request(path).GET(), timeout, MAX_DOWNLOAD_BYTES);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        return Optional.of(good(answer).body());
    }

    /** Sends a command. */
    public JsonNode post(String path, JsonNode body) {
        return post(path, body, timeout);
    }

    /** Sends a command the server may take its time for. */
    public JsonNode post(String path, JsonNode body, Duration patience) {
        return command("POST", path, "application/json", BodyPublishers.ofByteArray(Documents.bytes(body)), patience);
    }

    /** Sends a command under a key that was chosen before, so that it can be sent again later as the same command. */
    public JsonNode post(String path, JsonNode body, Duration patience, String key) {
        return command(
                "POST", path, "application/json", BodyPublishers.ofByteArray(Documents.bytes(body)), patience, key);
    }

    /** A key for one command. */
    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** How long an answer is waited for unless said otherwise. */
    public Duration timeout() {
        return timeout;
    }

    /** Replaces something. */
    public JsonNode put(String path, JsonNode body) {
        return command("PUT", path, "application/json", BodyPublishers.ofByteArray(Documents.bytes(body)), timeout);
    }

    /** Takes something away. */
    public JsonNode delete(String path) {
        return command("DELETE", path, "application/json", BodyPublishers.noBody(), timeout);
    }

    /** Sends a file as it is. */
    public JsonNode upload(String path, Path file) {
        try {
            return command(
                    "POST", path, "application/octet-stream", BodyPublishers.ofFile(file), timeout.multipliedBy(4));
        } catch (FileNotFoundException missing) {
            throw new Failure("FILE_UNREADABLE", file + " cannot be read", "Check its name and its owner.", Exit.USAGE);
        }
    }

    private JsonNode command(String method, String path, String type, BodyPublisher body, Duration patience) {
        return command(method, path, type, body, patience, keys.get());
    }

    private JsonNode command(
            String method, String path, String type, BodyPublisher body, Duration patience, String key) {
        HttpRequest.Builder request = request(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", type)
                .method(method, body);
        return demand(request, patience, MAX_ANSWER_BYTES).document();
    }

    private HttpRequest.Builder request(String path) {
        String base = path.startsWith("/q/") ? "" : "/api/v1";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.url() + base + path))
                .header("Accept", "application/json, application/problem+json, */*;q=0.1")
                .header("User-Agent", "breakwater");
        address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private Answer demand(HttpRequest.Builder builder, Duration patience, int maxBytes) {
        return good(exchange(builder, patience, maxBytes));
    }

    private Answer good(Answer answer) {
        if (!answer.isGood()) {
            Failure told = answer.failure();
            throw told.code().equals("NOT_AUTHENTICATED") ? notKnown() : told;
        }
        return answer;
    }

    private Failure notKnown() {
        return new Failure(
                "NOT_AUTHENTICATED",
                address.token().isPresent()
                        ? "the server does not accept the token: it has expired, was revoked, or is another server's"
                        : "no token was sent",
                "Run `breakwater login`, or name a file with a valid token with --token-file.",
                Exit.REFUSED);
    }

    private Answer exchange(HttpRequest.Builder builder, Duration patience, int maxBytes) {
        HttpRequest request = builder.build();
        long pause = FIRST_PAUSE_MILLIS;
        for (int attempt = 1; ; attempt++, pause *= 4) {
            try {
                return once(request, patience, maxBytes);
            } catch (IOException broken) {
                if (attempt == ATTEMPTS || !mayHeal(broken)) {
                    throw unreachable(broken);
                }
                sleep(pause);
            }
        }
    }

    private Answer once(HttpRequest request, Duration patience, int maxBytes) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, head -> new Bounded(maxBytes));
        try {
            HttpResponse<byte[]> got = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(
                    got.statusCode(), got.headers().firstValue("Content-Type").orElse(""), got.body());
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw tooLate(patience);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("STOPPED", "stopped before the server answered", "", Exit.UNREACHABLE);
        }
    }

    private static boolean mayHeal(IOException broken) {
        return !(broken instanceof SSLException) && !(broken instanceof Bounded.AnswerTooLarge);
    }

    private Failure tooLate(Duration patience) {
        return new Failure(
                "SERVER_TOO_LATE",
                address + " gave no answer within " + Spans.text(patience)
                        + ", and whether the command was done is not known",
                "Look before you repeat it; --timeout waits longer.",
                Exit.UNREACHABLE);
    }

    private Failure unreachable(IOException broken) {
        if (broken instanceof Bounded.AnswerTooLarge) {
            return new Failure("ANSWER_TOO_LARGE", address + " sends more than any answer has", "", Exit.UNREACHABLE);
        }
        if (broken instanceof SSLException) {
            return new Failure(
                    "SERVER_NOT_TRUSTED",
                    "the TLS certificate of " + address + " is not trusted, or TLS failed",
                    "Give the certificate authority with --ca-file; a server of this machine may speak http://.",
                    Exit.UNREACHABLE);
        }
        return new Failure(
                "SERVER_UNREACHABLE",
                "no server can be reached at " + address,
                "Check the address, or start one with `breakwater up`.",
                Exit.UNREACHABLE);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("STOPPED", "stopped before the server answered", "", Exit.UNREACHABLE);
        }
    }
}
