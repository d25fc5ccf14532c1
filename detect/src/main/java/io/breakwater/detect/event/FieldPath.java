package io.breakwater.detect.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A path of keys into an event, as rules write it: {@code userIdentity.sessionContext.attributes.mfaAuthenticated}.
 *
 * <p>Keys keep their case. An array met on the way, or at the end, is entered: the path reaches every element.
 */
public final class FieldPath {
    private final String dotted;
    private final byte[][] keys;
    private final long[] words;
    private final long[] tails;

    private FieldPath(String dotted) {
        this.dotted = dotted;
        this.keys = Arrays.stream(dotted.split("\\.", -1))
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.words = Arrays.stream(keys)
                .mapToLong(key -> JsonSkip.word(key, 0, key.length))
                .toArray();
        this.tails = Arrays.stream(keys)
                .mapToLong(key -> JsonSkip.tail(key, 0, key.length))
                .toArray();
    }

    /** The path with dots between its keys. */
    public static FieldPath of(String dotted) {
        return new FieldPath(dotted);
    }

    /** How many keys the path has; at least one. */
    public int depth() {
        return keys.length;
    }

    /** The keys from the outermost inwards. */
    public List<String> keys() {
        return Arrays.stream(keys)
                .map(key -> new String(key, StandardCharsets.UTF_8))
                .toList();
    }

    /** The key's first eight bytes, as {@link JsonSkip#word} reads them. */
    long word(int level) {
        return words[level];
    }

    /** The key's last eight bytes, as {@link JsonSkip#tail} reads them. */
    long tail(int level) {
        return tails[level];
    }

    byte[] key(int level) {
        return keys[level];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPath path && path.dotted.equals(dotted);
    }

    @Override
    public int hashCode() {
        return dotted.hashCode();
    }

    /** The path as it was written. */
    @Override
    public String toString() {
        return dotted;
    }
}
