package io.breakwater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.cli.talk.Exit;
import io.breakwater.cli.talk.ServerClient;
import java.time.Duration;
import java.util.Optional;

/** How a grant ends: asked for, waited for, and told apart whether it is proven. */
final class GrantEnd {
    /** The server waits up to 20 s for the proof. */
    private static final Duration PROOF_PATIENCE = Duration.ofSeconds(40);

    private GrantEnd() {}

    /** Ends a grant and waits for the proof. */
    static JsonNode of(ServerClient server, String grant, Optional<String> why) {
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
