package io.breakwater.detect.scan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names of findings: made of what they are about, so that two scans of the same logs call them the same. */
final class FindingId {
    private static final int LENGTH = 16;

    private FindingId() {}

    static String of(List<String> about) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : about) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return "F-" + HexFormat.of().formatHex(digest.digest(), 0, LENGTH / 2);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
