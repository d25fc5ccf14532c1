package io.breakwater.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.breakwater.ledger.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One person talking to the API, with a fresh idempotency key for each command unless told otherwise. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final String url;
    private final String token;

    public Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** What came back. */
    public record Reply(int status, Map<String, List<String>> headers, byte[] body) {
        public JsonNode json() {
            try {
                return body.length == 0
                        ? MissingNode.getInstance()
                        : Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("not JSON: " + text(), e);
            }
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String code() {
            return json().path("code").asText();
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }

        /** The JSON of a success. */
        public JsonNode ok() {
            if (status >= 300) {
                throw new AssertionError(status + " " + text());
            }
            return json();
        }

        @Override
        public String toString() {
            return status + " " + text();
        }
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Reply get(String path) {
        return send(request(path).GET());
    }

    /** All there is of a list, page after page. */
    List<JsonNode> all(String path) {
        List<JsonNode> all = new ArrayList<>();
        String more = path + (path.contains("?") ? "&" : "?") + "limit=1000";
        JsonNode page;
        String after = "";
        do {
            page = get(more + after).ok();
            page.get("items").forEach(all::add);
            after = "&after=" + page.path("next").asText();
        } while (page.has("next"));
        return all;
    }

    Reply delete(String path) {
        return send(request(path).DELETE());
    }

    public Reply post(String path, String body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    Reply post(String path, String body, String key) {
        return send(
                request(path).header("Idempotency-Key", key).POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    public Reply put(String path, String body) {
        return send(request(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .PUT(BodyPublishers.ofString(body)));
    }

    /** A new person with these functions, talking to the API; for administrators. */
    public Api person(String id, String functions) {
        post(
                        "/api/v1/people",
                        "{'id':'" + id + "','displayName':'" + id + " of the tests','functions':[" + functions + "]}")
                .ok();
        String secret = post("/api/v1/people/" + id + "/tokens", "{'label':'test','expiresInSeconds':3600}")
                .ok()
                .get("secret")
                .asText();
        return new Api(url, secret);
    }

    String token() {
        return token;
    }

    /** Where the server is. */
    String at() {
        return url;
    }

    /** The same person on a server that was started again. */
    Api at(ServerProcess server) {
        return new Api(server.url(), token);
    }
}
