package io.breakwater.detect.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Writes one JSON value piece by piece; commas are its own business. */
public final class JsonWriter {
    private final StringBuilder json = new StringBuilder();
    private boolean separates;

    /** Opens an object or an array. */
    public void open(char bracket) {
        separate();
        json.append(bracket);
        separates = false;
    }

    /** Closes it. */
    public void close(char bracket) {
        json.append(bracket);
        separates = true;
    }

    /** The key of the value that follows. */
    public void key(String key) {
        text(key);
        json.append(':');
        separates = false;
    }

    /** A string. */
    public void text(String text) {
        separate();
        json.append('"');
        int from = 0;
        for (int at = plainFrom(text, 0); at < text.length(); at = plainFrom(text, from)) {
            int c = text.codePointAt(at);
            json.append(text, from, at);
            character(c);
            from = at + Character.charCount(c);
        }
        json.append(text, from, text.length());
        json.append('"');
    }

    /** Where the first character from there on stands that is not written as it is. */
    private static int plainFrom(String text, int from) {
        int at = from;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    /** A key with a string. */
    public JsonWriter field(String key, String text) {
        key(key);
        text(text);
        return this;
    }

    /** A key with a string, where there is something to say. */
    public JsonWriter given(String key, String text) {
        return text.isEmpty() ? this : field(key, text);
    }

    /** A key with a whole number. */
    public JsonWriter field(String key, long number) {
        key(key);
        raw(Long.toString(number));
        return this;
    }

    /** A key with a truth. */
    public JsonWriter field(String key, boolean truth) {
        key(key);
        raw(Boolean.toString(truth));
        return this;
    }

    /** A key with a list of strings, where it has any. */
    public JsonWriter given(String key, Collection<String> texts) {
        if (!texts.isEmpty()) {
            openAt(key, '[');
            texts.forEach(this::text);
            close(']');
        }
        return this;
    }

    /** A key with an object or array that is opened. */
    public JsonWriter openAt(String key, char bracket) {
        key(key);
        open(bracket);
        return this;
    }

    /** JSON as it is. */
    public void raw(String value) {
        separate();
        json.append(value);
    }

    private void separate() {
        if (separates) {
            json.append(',');
        }
        separates = true;
    }

    /** Half a surrogate pair is no character, and has no UTF-8: the sign for that stands in its place. */
    private void character(int c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ') {
                    json.append(String.format("\\u%04x", c));
                } else {
                    json.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c);
                }
            }
        }
    }

    /** Hands on what was written so far, in UTF-8, and forgets it: documents larger than memory are written in pieces. */
    public void moveTo(OutputStream out) throws IOException {
        out.write(toBytes());
        json.setLength(0);
    }

    /** What was written, in UTF-8. */
    public byte[] toBytes() {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
