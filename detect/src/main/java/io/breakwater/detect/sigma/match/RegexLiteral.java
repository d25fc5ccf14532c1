package io.breakwater.detect.sigma.match;

import java.util.Optional;

/**
 * The longest run of plain characters that every match of an expression contains, so that most values need not be handed
 * to the engine at all. Where it is not sure, it finds none.
 */
final class RegexLiteral {
    private static final int SHORTEST = 3;
    private static final String META_ESCAPES = "dDwWsSbB";

    private final String source;
    private final StringBuilder run = new StringBuilder();
    private String best = "";
    private int at;
    private boolean unsure;

    private RegexLiteral(String source) {
        this.source = source;
    }

    /** Of an expression of which the engine has said that it is one. */
    static Optional<String> of(String source) {
        RegexLiteral literal = new RegexLiteral(source);
        while (literal.at < source.length() && !literal.unsure) {
            literal.step(source.charAt(literal.at));
        }
        literal.end();
        return literal.unsure || literal.best.length() < SHORTEST ? Optional.empty() : Optional.of(literal.best);
    }

    private void step(char c) {
        switch (c) {
            case '|' -> unsure = true;
            case '(' -> skipGroup();
            case '[' -> skipClass();
            case '\\' -> escape();
            case '?', '*', '{' -> optional(c);
            case '+', '.', '^', '$' -> end();
            default -> plain(c);
        }
        at++;
    }

    private void plain(char c) {
        if (c < 128) {
            run.append(c);
        } else {
            end();
        }
    }

    private void escape() {
        at++;
        char c = at < source.length() ? source.charAt(at) : 'x';
        if (!Character.isLetterOrDigit(c)) {
            plain(c);
        } else if (META_ESCAPES.indexOf(c) >= 0) {
            end();
        } else {
            unsure = true;
        }
    }

    /** What stands before the mark may be missing. */
    private void optional(char mark) {
        run.setLength(Math.max(0, run.length() - 1));
        end();
        if (mark == '{') {
            int close = source.indexOf('}', at);
            unsure |= close < 0;
            at = Math.max(at, close);
        }
    }

    private void skipClass() {
        end();
        int close = source.indexOf(']', source.startsWith("[^", at) ? at + 3 : at + 2);
        String inside = close < 0 ? "[" : source.substring(at + 1, close);
        unsure |= inside.indexOf('[') >= 0 || inside.indexOf('\\') >= 0;
        at = Math.max(at, close);
    }

    private void skipGroup() {
        end();
        int depth = 0;
        do {
            char c = source.charAt(at);
            unsure |= c == '\\' || c == '[' || source.startsWith("(?", at) && !source.startsWith("(?:", at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        } while (depth > 0 && at < source.length() && !unsure);
        at--;
    }

    private void end() {
        if (run.length() > best.length()) {
            best = run.toString();
        }
        run.setLength(0);
    }
}
