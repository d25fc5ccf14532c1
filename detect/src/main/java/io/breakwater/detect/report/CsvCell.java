package io.breakwater.detect.report;

import io.breakwater.model.page.Shown;
import java.util.regex.Pattern;

/**
 * A value as a spreadsheet may safely have it. Programs take a cell for a formula that begins with one of a few
 * characters, some after blanks, some in their full-width forms; and where a program splits at semicolons, a cell can
 * begin in the middle of a value. Such a place gets an apostrophe, which spreadsheets read as "this is text". Control
 * characters, line ends among them, are shown by number: {@code [U+000D]}.
 */
final class CsvCell {
    /** What the common spreadsheets keep of a cell is 32,767 characters. */
    static final int LONGEST = 32_000;

    private static final Pattern FORMULA =
            Pattern.compile("(^|;)([\\s\\u00A0]*)(?=[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])");

    private CsvCell() {}

    static String of(String value) {
        return isHarmless(value) ? '"' + value + '"' : '"' + safe(value) + '"';
    }

    /** Nearly all values: visible ASCII with nothing in it that means anything to anybody. */
    private static boolean isHarmless(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == ';') {
                return false;
            }
        }
        return value.isEmpty() || value.length() <= LONGEST && " =+-@".indexOf(value.charAt(0)) < 0;
    }

    private static String safe(String value) {
        String safe = FORMULA.matcher(Shown.line(cut(value))).replaceAll("$1'$2");
        return safe.replace("\"", "\"\"");
    }

    private static String cut(String value) {
        if (value.length() <= LONGEST) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return value.substring(0, end) + " … (" + value.length() + " characters in all)";
    }
}
