package io.breakwater.detect.report;

/** A record's JSON on lines of its own: only white space between its tokens changes, whatever the text is. */
final class PrettyJson {
    private static final int DEEPEST = 40;

    private final String json;
    private final StringBuilder lines = new StringBuilder();
    private int depth;

    private PrettyJson(String json) {
        this.json = json;
    }

    /** The text in lines, at most so many characters of it. */
    static String of(String json, int most) {
        boolean cut = json.length() > most;
        String shown = new PrettyJson(cut ? json.substring(0, most) : json).lines();
        return cut
                ? shown + "\n… (" + Words.number(json.length()) + " characters in all; the log has the rest)"
                : shown;
    }

    private String lines() {
        int i = 0;
        while (i < json.length()) {
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
        return lines.toString();
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
