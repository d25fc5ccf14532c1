package io.breakwater.detect.event;

import java.nio.charset.StandardCharsets;

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
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        json.append('"');
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

    private void character(char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ') {
                    json.append(String.format("\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }

    /** What was written, in UTF-8. */
    public byte[] toBytes() {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
