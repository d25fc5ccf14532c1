package io.breakwater.model;

import java.text.Normalizer;

/** Text that people typed, made safe to keep and to show. */
public final class Texts {
    /** Longest free text (a reason, a note), in UTF-16 units. */
    public static final int MAX_TEXT = 20_000;

    private static final int MAX_QUOTED = 80;

    private Texts() {}

    /**
     * The text in Unicode normal form C, stripped of white space at its ends.
     *
     * @throws BreakwaterException {@link Code#MALFORMED_TEXT} for empty or over-long text, unpaired surrogates, control
     *     characters other than line feed and tab, and the directional and invisible characters that make a text read
     *     differently from what it says (Unicode TR 36, section 2.10; "trojan source")
     */
    public static String clean(String what, String text, int maxLength) {
        String clean = Normalizer.normalize(text, Normalizer.Form.NFC).strip().replace("\r\n", "\n");
        if (clean.isEmpty()) {
            throw new BreakwaterException(Code.MALFORMED_TEXT, what + " is empty");
        }
        if (clean.length() > maxLength) {
            throw new BreakwaterException(
                    Code.MALFORMED_TEXT,
                    what + " is " + clean.length() + " characters long; at most " + maxLength + " are kept");
        }
        clean.codePoints().filter(Texts::isDeceptive).findFirst().ifPresent(c -> {
            throw new BreakwaterException(
                    Code.MALFORMED_TEXT,
                    what + " contains the character " + String.format("U+%04X", c) + ", which is not allowed in text");
        });
        return clean;
    }

    /** The value in quotation marks, cut short, with anything that is not printable ASCII escaped: for error texts. */
    public static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.chars().limit(MAX_QUOTED).forEach(c -> {
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                out.append((char) c);
            } else {
                out.append(String.format("\\u%04x", c));
            }
        });
        return out.append(value.length() > MAX_QUOTED ? "…\"" : "\"").toString();
    }

    /**
     * Somebody else's text, such as a name in a log, made safe to keep and to show: one line, cut short, and U+FFFD for
     * every character that {@link #clean} refuses.
     */
    public static String shown(String text, int maxLength) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .limit(maxLength)
                .map(c -> c == '\n' || c == '\t' ? ' ' : c)
                .forEach(c -> out.appendCodePoint(isDeceptive(c) ? 0xFFFD : c));
        return text.codePointCount(0, text.length()) > maxLength ? out + "…" : out.toString();
    }

    private static boolean isDeceptive(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT -> c != 0x200D && c != 0x200C && c != 0xAD;
            case Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
