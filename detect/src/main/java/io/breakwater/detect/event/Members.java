package io.breakwater.detect.event;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object: where each key and each value stands. Filled by the same pass that finds the object's end,
 * so that a question for an outermost field costs a comparison of numbers. Reused from record to record.
 */
final class Members {
    private static final int FIELDS = 4;
    /** No vendor's object has more than some hundred; beyond, they are gone through and not noted. */
    private static final int MOST = 1 << 16;

    private final byte[] closing;
    private int[] places = new int[FIELDS * 32];
    private long[] words = new long[32];
    private long[] tails = new long[32];
    private int size;
    private boolean dotted;
    private boolean crowded;
    private int stoppedAt;
    private Cut fault = Cut.BROKEN;
    private @Nullable Expected expected;
    private int expectedAt;

    /** An object that is probably asked for members of its own: they are noted in the same pass. */
    private record Expected(FieldPath key, Members members) {}

    /** @param depth how deep brackets may be nested in one member */
    Members(int depth) {
        closing = new byte[depth];
    }

    /** From now on, the object under the path's first key is read into these. */
    void expect(FieldPath key, Members members) {
        expected = new Expected(key, members);
    }

    /** Where the expected object was read in whole, the place of its brace; else -1. */
    int expectedAt() {
        return expectedAt;
    }

    int size() {
        return size;
    }

    /** Whether a key has a dot in it, so that a path may stand for it in more than one way. */
    boolean dotted() {
        return dotted;
    }

    /** Whether there are more members than are noted. */
    boolean crowded() {
        return crowded;
    }

    /** Of a whole object the byte after its closing brace, else where the reading stopped. */
    int stoppedAt() {
        return stoppedAt;
    }

    int keyStart(int member) {
        return places[member * FIELDS];
    }

    int keyEnd(int member) {
        return places[member * FIELDS + 1];
    }

    int valueStart(int member) {
        return places[member * FIELDS + 2];
    }

    int valueEnd(int member) {
        return places[member * FIELDS + 3];
    }

    /** The next member from {@code from} on whose key is the path's first; -1 when there is none. */
    int next(int from, byte[] bytes, FieldPath path) {
        return next(from, bytes, path, 0);
    }

    /** The same for the key at a level of the path. */
    int next(int from, byte[] bytes, FieldPath path, int level) {
        long word = path.word(level);
        for (int member = from; member < size; member++) {
            if (words[member] == word && isRest(member, bytes, path, level)) {
                return member;
            }
        }
        return -1;
    }

    /** Whether the key is the path's, of which the first eight bytes are known to be the same. */
    private boolean isRest(int member, byte[] bytes, FieldPath path, int level) {
        byte[] key = path.key(level);
        int start = keyStart(member);
        int end = keyEnd(member);
        return end - start == key.length
                && tails[member] == path.tail(level)
                && (key.length <= 2 * Long.BYTES || Arrays.equals(bytes, start, end, key, 0, key.length));
    }

    /**
     * Reads the object that opens at {@code from}.
     *
     * @param arrays keys at which to stop with {@link Cut#ENVELOPE} when an array follows; the array's bracket is then at
     *     {@link #stoppedAt}
     */
    Cut read(byte[] bytes, int from, int limit, Set<FieldPath> arrays) {
        size = 0;
        dotted = false;
        crowded = false;
        expectedAt = -1;
        int i = from + 1;
        while (true) {
            i = JsonSkip.space(bytes, i, limit);
            if (i >= limit) {
                return stop(Cut.UNFINISHED, i);
            }
            if (bytes[i] == '}') {
                return stop(Cut.WHOLE, i + 1);
            }
            if (bytes[i] != '"') {
                return stop(Cut.BROKEN, i);
            }
            int value = key(bytes, i, limit);
            if (value < 0) {
                return fault;
            }
            if (bytes[value] == '[' && !arrays.isEmpty() && isOneOf(arrays, bytes)) {
                return stop(Cut.ENVELOPE, value);
            }
            i = value(bytes, value, limit);
            if (i < 0) {
                return fault;
            }
        }
    }

    private Cut stop(Cut how, int at) {
        stoppedAt = at;
        return how;
    }

    private int fail(Cut how, int at) {
        fault = how;
        stoppedAt = at;
        return -1;
    }

    private boolean isOneOf(Set<FieldPath> keys, byte[] bytes) {
        for (FieldPath key : keys) {
            if (isKey(key, bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the key noted last is the path's first. */
    private boolean isKey(FieldPath key, byte[] bytes) {
        return words[size] == key.word(0) && isRest(size, bytes, key, 0);
    }

    /** Notes the key that opens at {@code at}; returns where its value begins. */
    private int key(byte[] bytes, int at, int limit) {
        int after = JsonSkip.string(bytes, at, limit);
        if (after < 0) {
            return fail(Cut.UNFINISHED, limit);
        }
        int colon = JsonSkip.space(bytes, after, limit);
        if (colon < limit && bytes[colon] != ':') {
            return fail(Cut.BROKEN, colon);
        }
        int value = JsonSkip.space(bytes, colon + 1, limit);
        if (value >= limit) {
            return fail(Cut.UNFINISHED, limit);
        }
        note(bytes, at + 1, after - 1, value);
        return value;
    }

    private void note(byte[] bytes, int keyStart, int keyEnd, int value) {
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
            tails = Arrays.copyOf(tails, size * 2);
            places = Arrays.copyOf(places, size * 2 * FIELDS);
        }
        words[size] = JsonSkip.word(bytes, keyStart, keyEnd);
        tails[size] = JsonSkip.tail(bytes, keyStart, keyEnd);
        int place = size * FIELDS;
        places[place] = keyStart;
        places[place + 1] = keyEnd;
        places[place + 2] = value;
        dotted |= JsonSkip.hasDot(words[size], tails[size], bytes, keyStart, keyEnd);
    }

    /** Notes the value's end; returns where the next key or the closing brace is to be looked for. */
    private int value(byte[] bytes, int at, int limit) {
        int end = switch (bytes[at]) {
            case '"' -> JsonSkip.string(bytes, at, limit);
            case '{' -> object(bytes, at, limit);
            case '[' -> nested(bytes, at, limit);
            default -> JsonSkip.scalar(bytes, at, limit);
        };
        if (end < 0) {
            return bytes[at] == '"' ? fail(Cut.UNFINISHED, limit) : -1;
        }
        if (end == at) {
            return fail(Cut.BROKEN, at);
        }
        places[size * FIELDS + 3] = end;
        if (size < MOST - 1) {
            size++;
        } else {
            crowded = true;
        }
        return afterValue(bytes, end, limit);
    }

    private int afterValue(byte[] bytes, int end, int limit) {
        int i = JsonSkip.space(bytes, end, limit);
        if (i >= limit) {
            return fail(Cut.UNFINISHED, limit);
        }
        if (bytes[i] == ',') {
            return i + 1;
        }
        return bytes[i] == '}' ? i : fail(Cut.BROKEN, i);
    }

    /**
     * What is wrong with an expected object is told as of any other. Of several under its key the first that is whole is
     * read: another would be noted over it, perhaps in part.
     */
    private int object(byte[] bytes, int at, int limit) {
        Expected of = expected;
        if (of != null
                && expectedAt < 0
                && isKey(of.key, bytes)
                && of.members.read(bytes, at, limit, Set.of()) == Cut.WHOLE) {
            expectedAt = at;
            return of.members.stoppedAt();
        }
        return nested(bytes, at, limit);
    }

    /** The byte after the nested value, or -1 with the fault noted. */
    private int nested(byte[] bytes, int at, int limit) {
        int depth = 0;
        int i = at;
        while (i < limit) {
            byte c = bytes[i];
            switch (JsonSkip.classOf(c)) {
                case JsonSkip.FILLER -> i++;
                case JsonSkip.QUOTE -> {
                    i = JsonSkip.string(bytes, i, limit);
                    while (i > 0 && i + 1 < limit && (bytes[i] == ':' || bytes[i] == ',') && bytes[i + 1] == '"') {
                        i = JsonSkip.string(bytes, i + 1, limit);
                    }
                    if (i < 0) {
                        return fail(Cut.UNFINISHED, limit);
                    }
                }
                case JsonSkip.OPEN -> {
                    if (depth == closing.length) {
                        return fail(Cut.TOO_DEEP, i);
                    }
                    if (depth > 0 && !opensRightly(bytes, i, closing[depth - 1])) {
                        return fail(Cut.BROKEN, i);
                    }
                    closing[depth] = (byte) (c + 2);
                    depth++;
                    i++;
                }
                case JsonSkip.CLOSE -> {
                    depth--;
                    if (closing[depth] != c) {
                        return fail(Cut.BROKEN, i);
                    }
                    i++;
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {
                    return fail(Cut.BROKEN, i);
                }
            }
        }
        return fail(Cut.UNFINISHED, limit);
    }

    /**
     * In an object a bracket follows a colon, in an array it does not. A record that lacks a closing brace is told by it
     * at once, before it has swallowed its neighbours.
     */
    private static boolean opensRightly(byte[] bytes, int at, byte closing) {
        int before = at - 1;
        while (bytes[before] <= ' ') {
            before--;
        }
        return closing == '}' == (bytes[before] == ':');
    }
}
