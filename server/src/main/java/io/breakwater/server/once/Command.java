package io.breakwater.server.once;

import io.breakwater.model.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
        MessageDigest sha256 = sha256();
        sha256.update((method + " " + pathAndQuery + "\n").getBytes(StandardCharsets.UTF_8));
        return new Command(by, key, HexFormat.of().formatHex(sha256.digest(body)));
    }

    /** The name under which it is remembered. */
    String id() {
        return by.value() + ":" + HexFormat.of().formatHex(sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
