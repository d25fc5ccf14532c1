package io.breakwater.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One operation of the API, as the OpenAPI document has it.
 *
 * @param method in lower case
 * @param path with its parameters in braces
 */
record Operation(String method, String path, boolean takesJson) {
    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    /** All there are under /api. */
    static List<Operation> of(ServerProcess server) {
        try {
            JsonNode api = Json.mapper()
                    .readTree(new Api(server.url(), "")
                            .get("/q/openapi?format=json")
                            .body());
            List<Operation> found = new ArrayList<>();
            for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
                path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> of(operation.getKey(), path.getKey(), operation.getValue()))
                        .filter(operation -> operation.path().startsWith("/api/"))
                        .forEach(found::add);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation of(String method, String path, JsonNode described) {
        return new Operation(
                method, path, described.path("requestBody").path("content").has("application/json"));
    }

    boolean isCommand() {
        return method.equals("post") || method.equals("put");
    }

    boolean isRead() {
        return method.equals("get");
    }

    /** The operation's path with names that are well formed and name nothing. */
    String onNothing() {
        return filled("nobody", "INC-2026-9999", "GR-0000000000");
    }

    /** The operation's path on these. */
    String filled(String person, String incident, String grant) {
        return path.replace("{ref}", "CHG0000001")
                .replace("{digest}", "0".repeat(64))
                .replace("{n}", "1")
                .replace("{name}", "0")
                .replace("{path}", "checkpoint")
                .replace("{id}", idFor(person, incident, grant));
    }

    private String idFor(String person, String incident, String grant) {
        if (path.startsWith("/api/v1/incidents")) {
            return incident;
        } else if (path.startsWith("/api/v1/grants")) {
            return grant;
        } else if (path.startsWith("/api/v1/debts")) {
            return "DEBT-0000000000";
        } else if (path.startsWith("/api/v1/findings")) {
            return "F-0000000000000000";
        }
        return path.startsWith("/api/v1/tokens") ? "TK-0000000000" : person;
    }

    /** Sent to that path with that body and a new idempotency key. */
    Api.Reply send(Api api, String filledPath, byte[] body) {
        return api.send(api.request(filledPath)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofByteArray(body)));
    }

    Api.Reply send(Api api, String filledPath, String body) {
        return send(api, filledPath, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A body that is well formed. */
    String fitting() {
        return takesJson ? Bodies.fittingFor(method, path) : "{}";
    }

    static Stream<Operation> taking(List<Operation> operations) {
        return operations.stream().filter(Operation::takesJson);
    }

    @Override
    public String toString() {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }
}
