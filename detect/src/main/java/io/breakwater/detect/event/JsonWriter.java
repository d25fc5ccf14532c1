package io.breakwater.detect.event;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Writes one JSON value piece by piece; commas are its own business. */
public final class JsonWriter {
    /** A text that is read piece by piece is handed on in pieces of about so many characters. */
    private static final int PIECE = 16 << 10;

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
        content(text);
        json.append('"');
    }

    private void content(CharSequence text) {
        int length = text.length();
        int from = 0;
        for (int at = plainFrom(text, 0); at < length; at = plainFrom(text, from)) {
            int c = Character.codePointAt(text, at);
            json.append(text, from, at);
            character(c);
            from = at + Character.charCount(c);
        }
        json.append(text, from, length);
    }

    /** A record's text as a string. One that is too long to be held is moved on while it is read, with all before it. */
    public void text(RawRecord record, OutputStream out) throws IOException {
        if (!record.isElsewhere()) {
            text(record.json());
            return;
        }
        separate();
        json.append('"');
        pieces(record, piece -> {
            content(piece);
            moveTo(out);
        });
        json.append('"');
    }

    /** A record's JSON as it is, likewise. */
    public void raw(RawRecord record, OutputStream out) throws IOException {
        if (!record.isElsewhere()) {
            raw(record.json());
            return;
        }
        separate();
        pieces(record, piece -> {
            json.append(piece);
            moveTo(out);
        });
    }

    /** Does something with a piece. */
    private interface Piecewise {
        void take(CharSequence piece) throws IOException;
    }

    /** Both halves of a pair of surrogates are in one piece. */
    private static void pieces(RawRecord record, Piecewise each) throws IOException {
        char[] held = new char[PIECE];
        int left = 0;
        try (Reader text = record.reader()) {
            for (int read = text.read(held); read >= 0; read = text.read(held, left, PIECE - left)) {
                int end = left + read;
                left = end > 0 && Character.isHighSurrogate(held[end - 1]) ? 1 : 0;
                each.take(CharBuffer.wrap(held, 0, end - left));
                held[0] = held[Math.max(0, end - 1)];
            }
        }
        each.take(CharBuffer.wrap(held, 0, left));
    }

    /** Where the first character from there on stands that is not written as it is. */
    private static int plainFrom(CharSequence text, int from) {
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
