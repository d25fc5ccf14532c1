package io.breakwater.detect.report;

import java.nio.charset.StandardCharsets;

/** Names of files as URI references (RFC 3986): whatever a name holds, it stays a path. */
final class FileUri {
    private static final String PLAIN = "-._~/";

    private FileUri() {}

    /** Relative where the name is. */
    static String of(String name) {
        StringBuilder uri = new StringBuilder(name.startsWith("/") ? "file://" : "");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || PLAIN.indexOf(b) >= 0;
            if (plain) {
                uri.append((char) b);
            } else {
                uri.append(String.format("%%%02X", b & 0xff));
            }
        }
        return uri.toString();
    }
}
