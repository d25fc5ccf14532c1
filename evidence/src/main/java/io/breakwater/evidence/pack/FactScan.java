package io.breakwater.evidence.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.erdtman.jcs.NumberToJSON;

/**
 * Reads one fact's bytes once: refuses whatever is not canonical JSON (RFC 8785) and notes what the verifier asks for.
 * Reused from fact to fact, since a million of them are read.
 *
 * <p>It looks at the envelope's attributes and, anywhere below, at references to content: objects with exactly {@code
 * digest}, {@code mediaType} and {@code sizeBytes}. So it understands facts of types that came later, too.
 */
public final class FactScan {
    private static final int MAX_DEPTH = 32;
    private static final long MAX_EXACT = (1L << 53) - 1;
    private static final int MAX_DIGITS = 16;
    private static final int DIGEST_LENGTH = 64;
    private static final byte[] DIGEST = ascii("digest");
    private static final byte[] MEDIA_TYPE = ascii("mediaType");
    private static final byte[] SIZE_BYTES = ascii("sizeBytes");
    private static final byte[] HEX = ascii("0123456789abcdef");

    /** Told about each reference to content, while the fact is read. */
    @FunctionalInterface
    public interface ContentSink {
        /** A reference to content, bound by this digest. */
        void content(String digest, String mediaType, long sizeBytes);
    }

    /** An attribute of the envelope that the verifier asks for. */
    public enum Attribute {
        ID,
        INCIDENT,
        INCIDENTSEQ,
        SOURCE,
        SPECVERSION,
        TIME,
        TYPE;

        private final byte[] key = ascii(name().toLowerCase(java.util.Locale.ROOT));
    }

    private final ContentSink sink;
    private final int[] starts = new int[Attribute.values().length];
    private final int[] ends = new int[Attribute.values().length];
    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    /** A scan that tells the sink about content. */
    public FactScan(ContentSink sink) {
        this.sink = sink;
    }

    /**
     * Reads a fact.
     *
     * @throws NotCanonical saying why
     */
    public void read(byte[] from, int start, int length) {
        bytes = from;
        at = start;
        end = start + length;
        Arrays.fill(starts, -1);
        require(length > 0 && bytes[at] == '{', "a fact is a JSON object");
        object(1);
        require(at == end, "something follows the JSON object");
    }

    /** The attribute's text; empty when there is none or it is no string. */
    public String text(Attribute attribute) {
        int i = attribute.ordinal();
        if (starts[i] < 0 || bytes[starts[i]] != '"') {
            return "";
        }
        return new String(bytes, starts[i] + 1, ends[i] - starts[i] - 2, StandardCharsets.UTF_8);
    }

    /** The attribute's whole number; -1 when there is none. */
    public long number(Attribute attribute) {
        int i = attribute.ordinal();
        return starts[i] < 0 ? -1 : whole(starts[i], ends[i]);
    }

    /** Whether the attribute is exactly this text (of characters that JSON does not escape). */
    public boolean is(Attribute attribute, byte[] text) {
        int i = attribute.ordinal();
        return starts[i] >= 0
                && bytes[starts[i]] == '"'
                && Arrays.equals(bytes, starts[i] + 1, ends[i] - 1, text, 0, text.length);
    }

    private void value(int depth) {
        require(at < end, "it ends too early");
        switch (bytes[at]) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void object(int depth) {
        require(depth <= MAX_DEPTH, "it is nested too deeply");
        at++;
        if (peek() == '}') {
            at++;
            return;
        }
        Members members = new Members();
        int keyStart = -1;
        int keyEnd = -1;
        do {
            int start = at + 1;
            string();
            require(keyStart < 0 || ascending(keyStart, keyEnd, start, at - 1), "its keys are not in order");
            keyStart = start;
            keyEnd = at - 1;
            expect(':');
            int valueStart = at;
            value(depth);
            members.add(keyStart, keyEnd, valueStart);
            if (depth == 1) {
                note(keyStart, keyEnd, valueStart);
            }
        } while (more('}'));
        members.end();
    }

    private void array(int depth) {
        require(depth <= MAX_DEPTH, "it is nested too deeply");
        at++;
        if (peek() == ']') {
            at++;
            return;
        }
        do {
            value(depth);
        } while (more(']'));
    }

    private boolean more(char close) {
        int c = peek();
        at++;
        require(c == ',' || c == close, "it is not JSON without white space");
        return c == ',';
    }

    private void note(int keyStart, int keyEnd, int valueStart) {
        for (Attribute attribute : Attribute.values()) {
            if (Arrays.equals(bytes, keyStart, keyEnd, attribute.key, 0, attribute.key.length)) {
                starts[attribute.ordinal()] = valueStart;
                ends[attribute.ordinal()] = at;
            }
        }
    }

    private void string() {
        expect('"');
        while (true) {
            require(at < end, "a string is not ended");
            int c = bytes[at];
            if (c == '"') {
                at++;
                return;
            }
            if (c == '\\') {
                escape();
            } else if (c >= 0x20) {
                at++;
            } else {
                require(c < 0, "a control character stands in a string");
                multibyte();
            }
        }
    }

    /** RFC 8785, section 3.2.2.2: two-character escapes where there are, lower-case hex for other controls, else none. */
    private void escape() {
        require(at + 1 < end, "a string is not ended");
        int c = bytes[at + 1];
        if (c == 'u') {
            unicode();
            return;
        }
        require("\"\\bfnrt".indexOf(c) >= 0, "a character is escaped that must not be");
        at += 2;
    }

    private void unicode() {
        require(
                at + 6 <= end && bytes[at + 2] == '0' && bytes[at + 3] == '0',
                "a character is escaped that must not be");
        int high = bytes[at + 4] - '0';
        int low = Arrays.binarySearch(HEX, bytes[at + 5]);
        int c = high * 16 + low;
        boolean control = (high == 0 || high == 1) && low >= 0;
        require(control && (c < 8 || c == 11 || c > 13), "a character is escaped in another way than it must be");
        at += 6;
    }

    /** The table of well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates. */
    private void multibyte() {
        int first = bytes[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        require(first >= 0xC2 && first <= 0xF4 && at + length <= end, "it is not UTF-8");
        int second = bytes[at + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        require(second >= least && second <= most, "it is not UTF-8");
        for (int i = 2; i < length; i++) {
            require((bytes[at + i] & 0xC0) == 0x80, "it is not UTF-8");
        }
        at += length;
    }

    private void number() {
        int start = at;
        while (at < end && "+-.0123456789eE".indexOf(bytes[at]) >= 0) {
            at++;
        }
        require(at > start, "it is not JSON without white space");
        if (whole(start, at) == Long.MIN_VALUE) {
            fraction(start);
        }
    }

    private void fraction(int start) {
        String text = new String(bytes, start, at - start, StandardCharsets.US_ASCII);
        try {
            require(NumberToJSON.serializeNumber(Double.parseDouble(text)).equals(text), "a number is not in order");
        } catch (java.io.IOException | NumberFormatException e) {
            throw new NotCanonical("a number is not a number");
        }
    }

    /** The whole number there, or Long.MIN_VALUE when it is not one that JSON readers agree on. */
    private long whole(int start, int stop) {
        int digits = bytes[start] == '-' ? start + 1 : start;
        boolean zero = digits < stop && bytes[digits] == '0';
        if (stop == digits || stop - digits > MAX_DIGITS || zero && (stop - digits > 1 || digits > start)) {
            return Long.MIN_VALUE;
        }
        long value = 0;
        for (int i = digits; i < stop; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return Long.MIN_VALUE;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value > MAX_EXACT ? Long.MIN_VALUE : digits > start ? -value : value;
    }

    private void literal(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            expect(literal.charAt(i));
        }
    }

    private int peek() {
        require(at < end, "it ends too early");
        return bytes[at];
    }

    private void expect(char c) {
        require(at < end && bytes[at] == c, "it is not JSON without white space");
        at++;
    }

    /** Keys are sorted by their UTF-16 units (RFC 8785, section 3.2.3), which for ASCII is the order of the bytes. */
    private boolean ascending(int start1, int end1, int start2, int end2) {
        int mismatch = Arrays.mismatch(bytes, start1, end1, bytes, start2, end2);
        boolean plain = mismatch >= 0
                && (start1 + mismatch >= end1 || bytes[start1 + mismatch] > 0 && bytes[start1 + mismatch] != '\\')
                && (start2 + mismatch >= end2 || bytes[start2 + mismatch] > 0 && bytes[start2 + mismatch] != '\\');
        if (plain) {
            return Arrays.compare(bytes, start1, end1, bytes, start2, end2) < 0;
        }
        return mismatch >= 0 && decoded(start1, end1).compareTo(decoded(start2, end2)) < 0;
    }

    private String decoded(int start, int stop) {
        String text = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
        require(text.indexOf('\\') < 0, "a key has escaped characters");
        return text;
    }

    private static void require(boolean holds, String why) {
        if (!holds) {
            throw new NotCanonical(why);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The members of one object, watched for a reference to content. */
    private final class Members {
        private int count;
        private int digestAt = -1;
        private int sizeAt = -1;
        private int mediaAt = -1;

        void add(int keyStart, int keyEnd, int valueStart) {
            count++;
            if (Arrays.equals(bytes, keyStart, keyEnd, DIGEST, 0, DIGEST.length)) {
                digestAt = valueStart;
            } else if (Arrays.equals(bytes, keyStart, keyEnd, MEDIA_TYPE, 0, MEDIA_TYPE.length)) {
                mediaAt = valueStart;
            } else if (Arrays.equals(bytes, keyStart, keyEnd, SIZE_BYTES, 0, SIZE_BYTES.length)) {
                sizeAt = valueStart;
            }
        }

        void end() {
            boolean reference = count == 3 && text(digestAt) && text(mediaAt) && sizeAt >= 0;
            if (reference) {
                long size = whole(sizeAt, at - 1);
                String digest = text(digestAt, MEDIA_TYPE.length, mediaAt);
                require(digest.length() == DIGEST_LENGTH && size >= 0, "a reference to content is malformed");
                sink.content(digest, text(mediaAt, SIZE_BYTES.length, sizeAt), size);
            }
        }

        private boolean text(int valueAt) {
            return valueAt >= 0 && bytes[valueAt] == '"';
        }

        /** The string before the value at {@code nextAt}; between them stand a comma and a quoted key and a colon. */
        private String text(int valueAt, int nextKeyLength, int nextAt) {
            return new String(bytes, valueAt + 1, nextAt - nextKeyLength - 5 - valueAt - 1, StandardCharsets.UTF_8);
        }
    }

    /** Why some bytes are not a fact in canonical form. */
    public static final class NotCanonical extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCanonical(String why) {
            super(why);
        }
    }
}
