package io.breakwater.detect.read;

import java.util.Arrays;

/**
 * By what the beginning of a record is found again after damage: the first key of the last known record, or of the last
 * known one before it that began otherwise. Before there is a known one, and at the very beginning of a line, any key will
 * do: in files with a record on each line, a damaged one does not hide others of another kind.
 */
final class Anchor {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_SPACE = 64;

    private byte[] key = new byte[0];
    private byte[] earlier = new byte[0];

    void forget() {
        key = new byte[0];
        earlier = new byte[0];
    }

    /** Remembers the first key of the object that opens at {@code start}, where it has one. */
    void learn(byte[] bytes, int start, int end) {
        int quote = firstQuote(bytes, start, end);
        if (quote < 0 || isKey(key, bytes, quote, end)) {
            return;
        }
        int close = quote + 1;
        int last = Math.min(end, close + LONGEST_KEY);
        while (close < last && bytes[close] != '"') {
            close++;
        }
        if (close < last) {
            earlier = key;
            key = Arrays.copyOfRange(bytes, quote + 1, close);
        }
    }

    /** Where a record seems to begin, or -1. */
    int next(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '{' && follows(bytes, i)) {
                int quote = firstQuote(bytes, i, end);
                if (quote >= 0 && (isAnyKey(bytes, quote, end) || beginsLine(bytes, i))) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static int firstQuote(byte[] bytes, int brace, int end) {
        if (bytes[brace] != '{') {
            return -1;
        }
        int i = brace + 1;
        while (i < end && isSpace(bytes[i])) {
            i++;
        }
        return i < end && bytes[i] == '"' ? i : -1;
    }

    private static boolean beginsLine(byte[] bytes, int brace) {
        return brace > 0 && bytes[brace - 1] == '\n';
    }

    private boolean isAnyKey(byte[] bytes, int quote, int end) {
        return key.length == 0 || isKey(key, bytes, quote, end) || isKey(earlier, bytes, quote, end);
    }

    private static boolean isKey(byte[] key, byte[] bytes, int quote, int end) {
        int close = quote + 1 + key.length;
        return key.length > 0
                && close < end
                && bytes[close] == '"'
                && Arrays.equals(bytes, quote + 1, close, key, 0, key.length);
    }

    /** Whether what stands before the brace lets a record begin. */
    private static boolean follows(byte[] bytes, int brace) {
        int i = brace - 1;
        int first = Math.max(0, brace - LONGEST_SPACE);
        while (i >= first && isSpace(bytes[i])) {
            if (bytes[i] == '\n') {
                return true;
            }
            i--;
        }
        return i < first || bytes[i] == ',' || bytes[i] == '[' || bytes[i] == '}';
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
