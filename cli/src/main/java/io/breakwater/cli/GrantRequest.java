package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.Failure;
import io.breakwater.cli.talk.ServerClient;
import io.breakwater.cli.talk.Spans;
import java.time.Duration;
import java.util.Optional;

/** What is asked for, and how it ends, as the API wants to hear it. */
final class GrantRequest {
    /** The server waits up to 20 s for the proof. */
    private static final Duration PROOF_PATIENCE = Duration.ofSeconds(40);

    private GrantRequest() {}

    static ObjectNode body(
            Cli cli,
            ServerClient server,
            Optional<String> target,
            Optional<String> role,
            Optional<String> span,
            Optional<String> reason,
            Optional<String> incident,
            Optional<String> ticket) {
        if (target.isEmpty() || role.isEmpty() || span.isEmpty() || reason.isEmpty()) {
            throw Failure.usage("a request names TARGET, ROLE, --for and --reason", "Run `breakwater access --help`.");
        }
        long seconds = Spans.parse(span.get()).toSeconds();
        ObjectNode asked = Documents.object()
                .put("incident", cli.incident(server, incident))
                .put("target", target.get())
                .put("role", role.get())
                .put("durationSeconds", seconds)
                .put("reason", reason.get());
        ticket.ifPresent(reference -> asked.put("ticket", reference));
        return asked;
    }

    /** Ends a grant and waits for the proof. */
    static JsonNode end(ServerClient server, String grant, Optional<String> why) {
        ObjectNode body = Documents.object();
        why.ifPresent(text -> body.put("why", text));
        return server.post(AccessCommand.path(grant) + "/end", body, PROOF_PATIENCE);
    }

    /** 0 when the credential is proven refused; 7, said out loud, when it is not. */
    static int provenExit(Cli cli, JsonNode grant) {
        if (!"ENDING".equals(Documents.text(grant, "state"))) {
            return Exit.OK.code();
        }
        cli.console()
                .note(
                        "REVOCATION_UNPROVEN: the credential is not proven refused yet. Breakwater keeps trying and the debt"
                                + " stays open; `breakwater access show " + Documents.text(grant, "id") + "` tells.");
        return Exit.TARGET.code();
    }
}
