package io.breakwater.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes a tree as canonical JSON (RFC 8785) in one pass. It refuses what {@link Json} could not read back as the same, so
 * that nothing goes on the record that cannot be verified later.
 */
final class CanonicalWriter {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** The short escapes of section 3.2.2.2, by the character they stand for; 0 for none. */
    private static final byte[] SHORT = shortEscapes();

    /** The most bytes that one UTF-16 unit becomes: {@code \}{@code u001f}. */
    private static final int WIDEST = 6;

    private byte[] bytes = new byte[1024];
    private int length;
    private int depth;

    private static byte[] shortEscapes() {
        byte[] escapes = new byte[128];
        String pairs = "\bb\tt\nn\ff\rr\"\"\\\\";
        for (int i = 0; i < pairs.length(); i += 2) {
            escapes[pairs.charAt(i)] = (byte) pairs.charAt(i + 1);
        }
        return escapes;
    }

    /**
     * The bytes of a value.
     *
     * @throws BreakwaterException as {@link Json#canonical}
     */
    byte[] write(JsonNode value) {
        put(value);
        return Arrays.copyOf(bytes, length);
    }

    private void put(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> putObject(value);
            case ARRAY -> putArray(value);
            case STRING, BINARY -> putText(value.asText());
            case NUMBER -> putNumber(value);
            case BOOLEAN, NULL -> putAscii(value.asText());
            default -> throw new BreakwaterException(Code.INTERNAL, value.getNodeType() + " cannot be written as JSON");
        }
    }

    private void putObject(JsonNode object) {
        enter('{');
        char before = 0;
        for (Map.Entry<String, JsonNode> field : sorted(object)) {
            putSeparator(before);
            before = ',';
            putName(field.getKey());
            put(field.getValue());
        }
        leave('}');
    }

    /** By UTF-16 units (section 3.2.3), which is how Java compares strings. */
    private static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        fields.sort(Map.Entry.comparingByKey());
        return fields;
    }

    private void putArray(JsonNode array) {
        enter('[');
        char before = 0;
        for (Iterator<JsonNode> elements = array.elements(); elements.hasNext(); before = ',') {
            putSeparator(before);
            put(elements.next());
        }
        leave(']');
    }

    private void enter(char bracket) {
        if (++depth > Json.MAX_DEPTH) {
            throw new BreakwaterException(
                    Code.INTERNAL, "the value is nested deeper than " + Json.MAX_DEPTH + " and could not be read back");
        }
        room(1);
        bytes[length++] = (byte) bracket;
    }

    private void leave(char bracket) {
        depth--;
        room(1);
        bytes[length++] = (byte) bracket;
    }

    private void putSeparator(char separator) {
        if (separator != 0) {
            room(1);
            bytes[length++] = (byte) separator;
        }
    }

    private void putName(String name) {
        int begin = length;
        putText(name);
        if (length - begin - 2 > Json.MAX_NAME) {
            throw tooLong("a name", Json.MAX_NAME, "bytes");
        }
        putSeparator(':');
    }

    private void putNumber(JsonNode number) {
        if (!number.isIntegralNumber()) {
            throw new BreakwaterException(
                    Code.MALFORMED_REQUEST, "a number with a fraction has no place on the record");
        }
        long value = number.longValue();
        if (!number.canConvertToLong() || value > Json.MAX_EXACT || value < -Json.MAX_EXACT) {
            throw new BreakwaterException(
                    Code.MALFORMED_REQUEST,
                    "the number " + number.asText()
                            + " is beyond 2^53 - 1, which JSON readers round; write it as a string");
        }
        putAscii(Long.toString(value));
    }

    private void putAscii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void putText(String text) {
        if (text.length() > Json.MAX_STRING) {
            throw tooLong("a text", Json.MAX_STRING, "characters");
        }
        room(text.length() * WIDEST + 2);
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit >= 0x20 && unit < 0x80 && SHORT[unit] == 0) {
                bytes[length++] = (byte) unit;
            } else if (unit < 0x80) {
                putEscaped(unit);
            } else if (Character.isSurrogate(unit)) {
                putPair(text, i++);
            } else {
                putWide(unit);
            }
        }
        bytes[length++] = '"';
    }

    private void putEscaped(char unit) {
        if (unit == 0) {
            throw new BreakwaterException(Code.MALFORMED_TEXT, Json.NO_NUL);
        }
        bytes[length++] = '\\';
        if (SHORT[unit] != 0) {
            bytes[length++] = SHORT[unit];
            return;
        }
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[unit >> 4];
        bytes[length++] = HEX[unit & 15];
    }

    private void putWide(char unit) {
        if (unit < 0x800) {
            bytes[length++] = (byte) (0xC0 | (unit >> 6));
        } else {
            bytes[length++] = (byte) (0xE0 | (unit >> 12));
            putTail(unit >> 6);
        }
        putTail(unit);
    }

    private void putPair(String text, int at) {
        if (at + 1 >= text.length() || !Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1))) {
            throw new BreakwaterException(Code.MALFORMED_TEXT, Json.HALF_A_PAIR);
        }
        int point = text.codePointAt(at);
        bytes[length++] = (byte) (0xF0 | (point >> 18));
        putTail(point >> 12);
        putTail(point >> 6);
        putTail(point);
    }

    private void putTail(int bits) {
        bytes[length++] = (byte) (0x80 | (bits & 0x3F));
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static BreakwaterException tooLong(String what, int most, String unit) {
        return new BreakwaterException(
                Code.INTERNAL, what + " is longer than " + most + " " + unit + " and could not be read back");
    }
}
