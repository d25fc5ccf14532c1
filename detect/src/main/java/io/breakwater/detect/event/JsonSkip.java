package io.breakwater.detect.event;

/** Steps over JSON without reading it. All positions are indexes into the array; a step past {@code limit} throws. */
final class JsonSkip {
    private JsonSkip() {}

    /** The first byte at or after {@code at} that is no white space. */
    static int space(byte[] bytes, int at) {
        int i = at;
        while (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t') {
            i++;
        }
        return i;
    }

    /** From the end of a value to the next key, the next element, or the closing bracket. */
    static int separator(byte[] bytes, int at) {
        int i = space(bytes, at);
        return bytes[i] == ',' ? space(bytes, i + 1) : i;
    }

    /** The byte after the string that opens at {@code at}. */
    static int string(byte[] bytes, int at, int limit) {
        int i = at + 1;
        while (i < limit) {
            if (bytes[i] == '\\') {
                i++;
            } else if (bytes[i] == '"') {
                return i + 1;
            }
            i++;
        }
        throw new IllegalStateException("a string does not end");
    }

    /** The byte after the value that begins at {@code at}. */
    static int value(byte[] bytes, int at, int limit) {
        return switch (bytes[at]) {
            case '"' -> string(bytes, at, limit);
            case '{', '[' -> nested(bytes, at, limit);
            default -> word(bytes, at, limit);
        };
    }

    private static int nested(byte[] bytes, int at, int limit) {
        int depth = 0;
        int i = at;
        while (i < limit) {
            switch (bytes[i]) {
                case '"' -> i = string(bytes, i, limit) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
            i++;
        }
        throw new IllegalStateException("a bracket does not close");
    }

    private static int word(byte[] bytes, int at, int limit) {
        int i = at;
        while (i < limit && ",]} \n\r\t".indexOf(bytes[i]) < 0) {
            i++;
        }
        return i;
    }
}
