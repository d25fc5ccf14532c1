package io.breakwater.detect.event;

import java.nio.charset.StandardCharsets;

/** The content of JSON strings (RFC 8259, section 7). */
final class JsonText {
    private JsonText() {}

    static String raw(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** Escapes resolved; an escape that is none is kept as it is written. */
    static String decode(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\\') {
                return unescape(raw(bytes, start, end));
            }
        }
        return raw(bytes, start, end);
    }

    private static String unescape(String written) {
        StringBuilder text = new StringBuilder(written.length());
        int i = 0;
        while (i < written.length()) {
            char c = written.charAt(i);
            if (c != '\\' || i + 1 == written.length()) {
                text.append(c);
                i++;
            } else {
                i += escape(written, i, text);
            }
        }
        return text.toString();
    }

    /** Appends what the escape at {@code at} stands for; returns how many characters it takes. */
    private static int escape(String written, int at, StringBuilder text) {
        char kind = written.charAt(at + 1);
        int plain = "\"\\/bfnrt".indexOf(kind);
        if (plain >= 0) {
            text.append("\"\\/\b\f\n\r\t".charAt(plain));
            return 2;
        }
        if (kind == 'u' && at + 6 <= written.length()) {
            int code = hex(written, at + 2);
            if (code >= 0) {
                text.append((char) code);
                return 6;
            }
        }
        text.append('\\');
        return 1;
    }

    private static int hex(String written, int from) {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(written.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
