package io.breakwater.model.page;

/** Foreign text as a person may see it: what it says is what it reads like (Unicode TR 36, "trojan source"). */
public final class Shown {
    private Shown() {}

    /** The text with characters that hide, turn round or end lines shown by their number: {@code [U+202E]}. */
    public static String line(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(c, isPlain(c) && c != '\n' && c != '\t', shown));
        return shown.toString();
    }

    /** The same, where line feeds and tabs do no harm. */
    static void append(int c, StringBuilder shown) {
        append(c, isPlain(c), shown);
    }

    private static void append(int c, boolean plain, StringBuilder shown) {
        if (plain) {
            shown.appendCodePoint(c);
        } else {
            shown.append(String.format("[U+%04X]", c));
        }
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT -> c == 0x200D || c == 0x200C || c == 0xAD;
            case Character.SURROGATE, Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
