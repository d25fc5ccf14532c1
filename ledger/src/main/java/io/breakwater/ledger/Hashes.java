package io.breakwater.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hashes of the ledger. */
public final class Hashes {
    private static final byte[] LEAF = {0};

    private Hashes() {}

    /** SHA-256 over the parts, one after the other. */
    public static byte[] sha256(byte[]... parts) {
        MessageDigest digest = newSha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** The hash of a leaf: {@code SHA-256(0x00 || leaf)} (RFC 6962 section 2.1). */
    public static byte[] leaf(byte[] leaf) {
        return sha256(LEAF, leaf);
    }

    /** Lower-case hex. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Lower-case hex of SHA-256 over the parts, one after the other. */
    public static String sha256Hex(byte[]... parts) {
        return hex(sha256(parts));
    }

    /** A fresh SHA-256, for what does not fit into memory. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
