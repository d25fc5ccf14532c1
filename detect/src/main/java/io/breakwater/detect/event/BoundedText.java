package io.breakwater.detect.event;

import io.breakwater.ledger.Hashes;
import java.nio.charset.StandardCharsets;

/**
 * Texts of a log that are kept in memory. No vendor's name, id or address is longer than {@value #LONGEST} characters; a
 * record with one that is must not fill the memory with it.
 */
public final class BoundedText {
    /** In UTF-16 code units. The longest ARN has as many. */
    public static final int LONGEST = 2_048;

    private static final int SHOWN = 256;

    private BoundedText() {}

    /** The text itself where it is not too long; else its beginning and its digest, so that two stay two. */
    public static String of(String text) {
        return text.length() <= LONGEST ? text : shortened(text);
    }

    private static String shortened(String text) {
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "… (" + text.length() + " characters, sha256:"
                + Hashes.sha256Hex(text.getBytes(StandardCharsets.UTF_8)) + ")";
    }
}
