package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Address;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.ServerClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Somebody who takes part, speaking to the server with a token of their own. */
record Person(String id, ServerClient server) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TOKEN_SECONDS = 86_400;

    /** The one whose token this is. */
    static Person with(String id, Address server, String token) {
        return new Person(
                id, new ServerClient(Address.of(server.toString(), Optional.of(token), Optional.empty()), PATIENCE));
    }

    /** Lets somebody else act, and gives them a token. */
    Person admit(String name, String displayName, String... functions) {
        ObjectNode asked = Documents.object().put("id", name).put("displayName", displayName);
        List.of(functions).forEach(asked.putArray("functions")::add);
        server.post("/people", asked);
        ObjectNode token = Documents.object().put("label", "drill").put("expiresInSeconds", TOKEN_SECONDS);
        JsonNode made = server.post("/people/" + name + "/tokens", token);
        return with(name, server.address(), Documents.text(made, "secret"));
    }

    JsonNode post(String path, ObjectNode body) {
        return server.post(path, body, PATIENCE);
    }

    JsonNode read(String path) {
        return server.read(path);
    }
}
