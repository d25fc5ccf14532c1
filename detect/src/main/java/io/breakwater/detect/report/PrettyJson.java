package io.breakwater.detect.report;

import io.breakwater.detect.event.RawRecord;
import java.nio.charset.StandardCharsets;

/** A record's JSON on lines of its own: only white space between its tokens changes, whatever the text is. */
final class PrettyJson {
    private static final int DEEPEST = 40;
    /** A record of a vendor becomes about twice as long. */
    private static final int WIDEST = 5;

    private final String json;
    private final StringBuilder lines = new StringBuilder();
    private int depth;

    private PrettyJson(String json) {
        this.json = json;
    }

    /** The record in lines, at most so many bytes of it, and less where brackets would fill the page with white space. */
    static String of(RawRecord record, int most) {
        String start = new String(record.first(most), StandardCharsets.UTF_8);
        PrettyJson pretty = new PrettyJson(record.length() > most ? wholeCharacters(start) : start);
        boolean isAll = pretty.isWritten(most * WIDEST) && record.length() <= most;
        return isAll
                ? pretty.lines.toString()
                : pretty.lines + "\n… (" + Words.number(record.length()) + " bytes in all; the log has the rest)";
    }

    /** Without what is left of a character that was cut in two. */
    private static String wholeCharacters(String text) {
        return text.endsWith("\ufffd") ? text.substring(0, text.length() - 1) : text;
    }

    /** Whether all was written before there were so many characters. */
    private boolean isWritten(int most) {
        int i = 0;
        while (i < json.length()) {
            if (lines.length() > most) {
                return false;
            }
            char c = json.charAt(i);
            if (c == '"') {
                int end = string(i);
                lines.append(json, i, end);
                i = end;
            } else {
                token(i, c);
                i++;
            }
        }
        return true;
    }

    /** The place after the string's closing quote, or the end. */
    private int string(int from) {
        int i = from + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(json.length(), i + 1);
    }

    private void token(int at, char c) {
        switch (c) {
            case '{', '[' -> {
                lines.append(c);
                depth++;
                if (!closesNext(at)) {
                    line();
                }
            }
            case '}', ']' -> {
                depth = Math.max(0, depth - 1);
                char last = lines.length() == 0 ? ' ' : lines.charAt(lines.length() - 1);
                if (last != '{' && last != '[') {
                    line();
                }
                lines.append(c);
            }
            case ',' -> {
                lines.append(c);
                line();
            }
            case ':' -> lines.append(": ");
            case ' ', '\t', '\r', '\n' -> {
                // White space of the log gives way to ours.
            }
            default -> lines.append(c);
        }
    }

    private boolean closesNext(int at) {
        for (int i = at + 1; i < json.length(); i++) {
            char c = json.charAt(i);
            if (" \t\r\n".indexOf(c) < 0) {
                return c == '}' || c == ']';
            }
        }
        return true;
    }

    private void line() {
        lines.append('\n').append("  ".repeat(Math.min(depth, DEEPEST)));
    }
}
