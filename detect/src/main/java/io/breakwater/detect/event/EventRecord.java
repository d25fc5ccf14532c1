package io.breakwater.detect.event;

import io.breakwater.detect.event.Values.Kind;
import java.util.Arrays;

/**
 * One JSON object inside a larger array of bytes, asked for its fields by path. Reused from record to record; nothing is
 * parsed before it is asked for, and no tree is built.
 *
 * <p>The bytes are well formed JSON as far as brackets and quotes go: whoever cut the record out has seen to that. Not
 * safe for threads.
 */
public final class EventRecord {
    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    /** The object between {@code from} (its opening brace) and {@code to} (the byte after its closing brace). */
    public void reset(byte[] in, int from, int to) {
        this.bytes = in;
        this.from = from;
        this.to = to;
    }

    /** The array the record lies in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the record's opening brace stands. */
    public int from() {
        return from;
    }

    /** The byte after the record's closing brace. */
    public int to() {
        return to;
    }

    /** A copy of the record's bytes. */
    public byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /**
     * Every value that the path reaches. Arrays are entered on the way and at the end; an empty array is reached as one
     * {@link Kind#ARRAY}. A key that itself contains dots is found too, where the rest of the path is written as one key.
     */
    public void find(FieldPath path, Values into) {
        into.restart(bytes);
        descend(path, 0, from, into);
    }

    private void descend(FieldPath path, int level, int at, Values into) {
        if (bytes[at] == '[') {
            elements(path, level, at, into);
        } else if (level == path.depth()) {
            take(at, into);
        } else if (bytes[at] == '{') {
            members(path, level, at, into);
        }
    }

    private void elements(FieldPath path, int level, int at, Values into) {
        int i = JsonSkip.space(bytes, at + 1);
        if (bytes[i] == ']' && level == path.depth()) {
            into.add(Kind.ARRAY, at, i + 1);
        }
        while (bytes[i] != ']') {
            descend(path, level, i, into);
            i = JsonSkip.separator(bytes, JsonSkip.value(bytes, i, to));
        }
    }

    private void members(FieldPath path, int level, int at, Values into) {
        int i = JsonSkip.space(bytes, at + 1);
        while (bytes[i] == '"') {
            int keyEnd = JsonSkip.string(bytes, i, to) - 1;
            int value = JsonSkip.space(bytes, JsonSkip.space(bytes, keyEnd + 1) + 1);
            int keys = keysMatched(path, level, i + 1, keyEnd);
            if (keys > 0) {
                descend(path, level + keys, value, into);
            }
            i = JsonSkip.separator(bytes, JsonSkip.value(bytes, value, to));
        }
    }

    /** How many of the path's keys from {@code level} on the written key stands for; 0 when it is another. */
    private int keysMatched(FieldPath path, int level, int start, int end) {
        int at = start;
        for (int i = level; i < path.depth(); i++) {
            byte[] key = path.key(i);
            if (!Arrays.equals(bytes, at, Math.min(end, at + key.length), key, 0, key.length)) {
                return 0;
            }
            at += key.length;
            if (at == end) {
                return i - level + 1;
            }
            if (bytes[at] != '.') {
                return 0;
            }
            at++;
        }
        return 0;
    }

    private void take(int at, Values into) {
        int end = JsonSkip.value(bytes, at, to);
        switch (bytes[at]) {
            case '"' -> into.add(Kind.TEXT, at + 1, end - 1);
            case '{' -> into.add(Kind.OBJECT, at, end);
            case 't' -> into.add(Kind.TRUE, at, end);
            case 'f' -> into.add(Kind.FALSE, at, end);
            case 'n' -> into.add(Kind.NULL, at, end);
            default -> into.add(Kind.NUMBER, at, end);
        }
    }
}
