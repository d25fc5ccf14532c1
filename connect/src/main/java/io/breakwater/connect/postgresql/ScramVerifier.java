package io.breakwater.connect.postgresql;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The SCRAM-SHA-256 verifier (RFC 5803, RFC 7677) a server keeps instead of a password. Made on this side, so that the
 * password itself is never in a statement, and so never in the server's log.
 */
final class ScramVerifier {
    static final int SALT_BYTES = 16;

    /** What RFC 7677 demands at least, and the server's default; the secret has 160 random bits, so more adds nothing. */
    static final int ITERATIONS = 4096;

    private static final int KEY_BITS = 256;

    private ScramVerifier() {}

    /**
     * The verifier as {@code CREATE ROLE … PASSWORD} takes it.
     *
     * @param password printable ASCII, for which SASLprep (RFC 4013) changes nothing
     * @throws IllegalArgumentException for any other character, without showing it
     */
    static String of(char[] password, byte[] salt, int iterations) {
        requirePrintable(password);
        byte[] salted = salted(password, salt, iterations);
        byte[] storedKey = sha256(hmac(salted, "Client Key"));
        byte[] serverKey = hmac(salted, "Server Key");
        Arrays.fill(salted, (byte) 0);
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$" + iterations + ":" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(storedKey) + ":" + base64.encodeToString(serverKey);
    }

    private static void requirePrintable(char[] password) {
        if (password.length == 0) {
            throw new IllegalArgumentException("an empty secret");
        }
        for (char c : password) {
            if (c < 0x20 || c > 0x7e) {
                throw new IllegalArgumentException("a secret with a character that is not printable ASCII");
            }
        }
    }

    private static byte[] salted(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
