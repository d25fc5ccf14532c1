package io.breakwater.detect.aws;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.JsonWriter;
import java.util.function.UnaryOperator;

/**
 * What Trino (Athena, CloudTrail Lake) writes for a row, a map or an array in a table's cell: <code>{a=b, c={d=e}}</code>.
 * Nothing is quoted there, so a value may itself look like more of it; a comma ends a value only when what follows is
 * another key and an equals sign.
 */
final class TrinoText {
    private final String text;
    private final UnaryOperator<String> spelling;
    private int at;
    private int depth;

    TrinoText(String text, UnaryOperator<String> spelling) {
        this.text = text;
        this.spelling = spelling;
    }

    void writeTo(JsonWriter json) {
        value(json, false);
    }

    private void value(JsonWriter json, boolean inArray) {
        if (!isNested()) {
            plain(json, inArray);
        } else if (text.charAt(at) == '{') {
            within(json, '{', '}');
        } else {
            within(json, '[', ']');
        }
    }

    /** Whether a row, a map or an array begins here. */
    boolean isNested() {
        if (at >= text.length() || depth >= EventRecord.MAX_DEPTH / 2) {
            return false;
        }
        char c = text.charAt(at);
        return c == '[' || c == '{' && (startsKey(at + 1) || text.startsWith("{}", at));
    }

    private void within(JsonWriter json, char open, char close) {
        json.open(open);
        at++;
        depth++;
        while (at < text.length() && text.charAt(at) != close) {
            if (open == '{') {
                int equals = Math.max(at, text.indexOf('=', at));
                json.key(spelling.apply(text.substring(at, equals)));
                at = equals + 1;
            }
            value(json, open == '[');
            if (text.startsWith(", ", at)) {
                at += 2;
            } else if (open == '{' && at < text.length() && text.charAt(at) != close) {
                break;
            }
        }
        at++;
        depth--;
        json.close(close);
    }

    /** A text that ends before the bracket that closes it, or before the next key. */
    private void plain(JsonWriter json, boolean inArray) {
        int start = at;
        int open = 0;
        while (at < text.length() && !(open == 0 && endsHere(inArray))) {
            char c = text.charAt(at);
            open += c == '{' || c == '[' ? 1 : 0;
            open -= c == '}' || c == ']' ? 1 : 0;
            at++;
        }
        String value = text.substring(start, at);
        if ("null".equals(value)) {
            json.raw(value);
        } else {
            json.text(value);
        }
    }

    private boolean endsHere(boolean inArray) {
        char c = text.charAt(at);
        return c == '}' || c == ']' || c == ',' && text.startsWith(", ", at) && (inArray || startsKey(at + 2));
    }

    private boolean startsKey(int from) {
        int i = from;
        while (i < text.length()
                && (Character.isLetterOrDigit(text.charAt(i)) || "_-.:/".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i > from && i < text.length() && text.charAt(i) == '=';
    }
}
