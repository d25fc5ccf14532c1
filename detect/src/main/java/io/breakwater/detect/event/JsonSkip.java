package io.breakwater.detect.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Steps over JSON without reading it. All positions are indexes into the array. Of what it steps over it checks brackets,
 * quotes, and that nothing stands outside quotes that could not be JSON; it does not check the grammar of nested values.
 */
final class JsonSkip {
    static final byte FILLER = 0;
    static final byte QUOTE = 1;
    static final byte OPEN = 2;
    static final byte CLOSE = 3;
    static final byte FOREIGN = 4;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long DOTS = '.' * ONES;
    private static final byte[] CLASSES = classes();

    private JsonSkip() {}

    private static byte[] classes() {
        byte[] classes = new byte[256];
        Arrays.fill(classes, FOREIGN);
        for (char c : " \t\r\n,:+-.0123456789eEtrufalsn".toCharArray()) {
            classes[c] = FILLER;
        }
        classes['"'] = QUOTE;
        classes['{'] = OPEN;
        classes['['] = OPEN;
        classes['}'] = CLOSE;
        classes[']'] = CLOSE;
        return classes;
    }

    static byte classOf(byte b) {
        return CLASSES[b & 0xff];
    }

    /** The first byte at or after {@code at} that is no white space, or {@code limit}. */
    static int space(byte[] bytes, int at, int limit) {
        int i = at;
        while (i < limit && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** From the end of a value to the next key, the next element, or the closing bracket. */
    static int separator(byte[] bytes, int at, int limit) {
        int i = space(bytes, at, limit);
        return i < limit && bytes[i] == ',' ? space(bytes, i + 1, limit) : i;
    }

    /** The byte after the string that opens at {@code at}; -1 when it does not end before {@code limit}. */
    static int string(byte[] bytes, int at, int limit) {
        int i = at + 1;
        int words = Math.min(limit, bytes.length - 2 * Long.BYTES + 1);
        while (i < words) {
            long hits = ends((long) LONGS.get(bytes, i));
            long next = ends((long) LONGS.get(bytes, i + Long.BYTES));
            if ((hits | next) == 0) {
                i += 2 * Long.BYTES;
            } else {
                i += hits != 0
                        ? Long.numberOfTrailingZeros(hits) >>> 3
                        : Long.BYTES + (Long.numberOfTrailingZeros(next) >>> 3);
                if (bytes[i] == '"') {
                    return i < limit ? i + 1 : -1;
                }
                i += 2;
            }
        }
        return lastOfString(bytes, i, limit);
    }

    /** Not 0 where the eight bytes have a quote or a backslash; the lowest bit set is in the first of them. */
    private static long ends(long word) {
        return zeros(word ^ QUOTES) | zeros(word ^ BACKSLASHES);
    }

    /** Whether the bytes are ASCII, and without a backslash where that would mean something. */
    static boolean isPlain(byte[] bytes, int start, int end, boolean escapes) {
        int i = start;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            if ((word & HIGHS) != 0 || escapes && zeros(word ^ BACKSLASHES) != 0) {
                return false;
            }
        }
        for (; i < end; i++) {
            if (bytes[i] < 0 || escapes && bytes[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    private static int lastOfString(byte[] bytes, int at, int limit) {
        int i = at;
        while (i < limit) {
            if (bytes[i] == '"') {
                return i + 1;
            }
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return -1;
    }

    /** The high bit of the lowest zero byte, and perhaps of bytes above it. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    /** The first eight bytes of a key as one number, shorter keys filled up with zeros. */
    static long word(byte[] bytes, int start, int end) {
        int length = end - start;
        if (start + Long.BYTES > bytes.length) {
            return slowWord(bytes, start, end);
        }
        long word = (long) LONGS.get(bytes, start);
        return length >= Long.BYTES ? word : word & (1L << (length << 3)) - 1;
    }

    /** Whether the word, which is in lower case and ASCII, stands there in any letter case. */
    static boolean isWordAt(byte[] bytes, int at, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            int c = bytes[at + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** The last eight bytes of a key as one number; of a shorter key the same as {@link #word}. */
    static long tail(byte[] bytes, int start, int end) {
        return end - start < Long.BYTES ? word(bytes, start, end) : (long) LONGS.get(bytes, end - Long.BYTES);
    }

    /** Whether a key of which the first and the last eight bytes are known has a dot in it. */
    static boolean hasDot(long word, long tail, byte[] bytes, int start, int end) {
        long hits = zeros(word ^ DOTS) | zeros(tail ^ DOTS);
        for (int i = start + Long.BYTES; i < end - Long.BYTES; i += Long.BYTES) {
            hits |= zeros((long) LONGS.get(bytes, i) ^ DOTS);
        }
        return hits != 0;
    }

    private static long slowWord(byte[] bytes, int start, int end) {
        long word = 0;
        for (int i = Math.min(end, start + Long.BYTES) - 1; i >= start; i--) {
            word = word << 8 | bytes[i] & 0xff;
        }
        return word;
    }

    /** The byte after the value that begins at {@code at}, inside an object whose brackets are known to match. */
    static int value(byte[] bytes, int at, int limit) {
        int end = switch (bytes[at]) {
            case '"' -> string(bytes, at, limit);
            case '{', '[' -> nested(bytes, at, limit);
            default -> scalar(bytes, at, limit);
        };
        if (end < 0) {
            throw new IllegalStateException("a value does not end");
        }
        return end;
    }

    private static int nested(byte[] bytes, int at, int limit) {
        int depth = 0;
        int i = at;
        while (i < limit) {
            switch (CLASSES[bytes[i] & 0xff]) {
                case QUOTE -> {
                    i = string(bytes, i, limit) - 1;
                    if (i < 0) {
                        return -1;
                    }
                }
                case OPEN -> depth++;
                case CLOSE -> {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
            i++;
        }
        return -1;
    }

    /** The byte after a number or a word. */
    static int scalar(byte[] bytes, int at, int limit) {
        int i = at;
        while (i < limit && CLASSES[bytes[i] & 0xff] == FILLER && bytes[i] != ',' && bytes[i] > ' ') {
            i++;
        }
        return i;
    }
}
