package io.breakwater.server.once;

import io.breakwater.ledger.Hashes;
import io.breakwater.model.PersonId;
import java.nio.charset.StandardCharsets;

/**
 * One sending of a command.
 *
 * @param by whose key it is; two people may use the same key
 * @param key the idempotency key the client chose
 * @param request lower-case hex SHA-256 of method, path and body
 */
public record Command(PersonId by, String key, String request) {
    /** The command with the hash of what was sent. */
    public static Command of(PersonId by, String key, String method, String pathAndQuery, byte[] body) {
        byte[] line = (method + " " + pathAndQuery + "\n").getBytes(StandardCharsets.UTF_8);
        return new Command(by, key, Hashes.sha256Hex(line, body));
    }

    /** The name under which it is remembered. */
    String id() {
        return by.value() + ":" + Hashes.sha256Hex(key.getBytes(StandardCharsets.UTF_8));
    }
}
