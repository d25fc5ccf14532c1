package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.ServerClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A credential as the server handed it out, once. Its {@code toString} shows nothing of it. */
final class Credential {
    private final JsonNode document;

    private Credential(JsonNode document) {
        this.document = document;
    }

    static Credential collect(ServerClient server, String grant) {
        return new Credential(server.post(AccessCommand.path(grant) + "/credential", Documents.object()));
    }

    JsonNode document() {
        return document;
    }

    String endsAt() {
        return Documents.text(document, "endsAt");
    }

    /** The variables a client program reads, the secret among them. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        document.path("environment")
                .properties()
                .forEach(v -> variables.put(v.getKey(), v.getValue().asText()));
        variables.put(Documents.text(document, "secretVariable"), Documents.text(document, "secret"));
        variables.remove("");
        return variables;
    }

    List<String> lines(Views views, JsonNode grant) {
        List<String> lines = new ArrayList<>(views.grant(grant));
        lines.addAll(lines());
        return lines;
    }

    /** As a shell would take it in. Shown once, to the one who asked. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Shown this once; it ends at " + endsAt() + ":");
        environment()
                .forEach((name, value) -> lines.add("  export " + name + "='" + value.replace("'", "'\\''") + "'"));
        return lines;
    }

    @Override
    public String toString() {
        return "Credential[account=" + Documents.text(document, "account") + "]";
    }
}
