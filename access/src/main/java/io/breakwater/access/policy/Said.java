package io.breakwater.access.policy;

import org.jspecify.annotations.Nullable;

/** What a library said, in one line. */
final class Said {
    private static final int MAX = 200;

    private Said() {}

    static String plain(@Nullable String text) {
        String flat = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return flat.length() <= MAX ? flat : flat.substring(0, MAX) + "…";
    }
}
