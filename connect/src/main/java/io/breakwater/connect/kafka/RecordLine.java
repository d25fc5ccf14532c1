package io.breakwater.connect.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What of a record's value goes into the file of its batch. Whole JSON objects and arrays go in as they are, unpacked where
 * they came as gzip; of anything else a line with its size and digest, which the reader counts as one unreadable record. So
 * nothing in a value can spoil how its neighbours are read.
 */
final class RecordLine {
    /** What a compressed value may unpack to. */
    static final int MOST_UNPACKED = 32 << 20;
    /** What the reader of logs takes. */
    private static final int DEEPEST = 256;

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private RecordLine() {}

    /** The bytes, without an end of line; empty for a value that says nothing, as a tombstone. */
    static Optional<byte[]> of(long offset, byte @Nullable [] value) {
        if (value == null || isBlank(value)) {
            return Optional.empty();
        }
        byte[] text = isGzip(value) ? unpacked(value) : value;
        int start = startsWithMark(text) ? MARK.length : 0;
        if (text.length == start || !isJson(text, start)) {
            return Optional.of(unreadable(offset, value));
        }
        return Optional.of(start == 0 ? text : Arrays.copyOfRange(text, start, text.length));
    }

    private static boolean isBlank(byte[] value) {
        for (byte b : value) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean isGzip(byte[] value) {
        return value.length > 2 && (value[0] & 0xff) == 0x1f && (value[1] & 0xff) == 0x8b;
    }

    private static boolean startsWithMark(byte[] text) {
        return text.length >= MARK.length && Arrays.equals(text, 0, MARK.length, MARK, 0, MARK.length);
    }

    /** Nothing when it is damaged or unpacks to too much. */
    private static byte[] unpacked(byte[] value) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(value))) {
            byte[] text = in.readNBytes(MOST_UNPACKED + 1);
            return text.length > MOST_UNPACKED ? new byte[0] : text;
        } catch (IOException damaged) {
            return new byte[0];
        }
    }

    /** One object or array, or several. Bytes that are no UTF-8 are for the reader to judge. */
    private static boolean isJson(byte[] text, int start) {
        InputStream bytes = new ByteArrayInputStream(text, start, text.length - start);
        try (JsonParser parser = JSON.createParser(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            boolean any = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!token.isStructStart()) {
                    return false;
                }
                parser.skipChildren();
                any = true;
            }
            return any;
        } catch (IOException notJson) {
            return false;
        }
    }

    private static byte[] unreadable(long offset, byte[] value) {
        return ("{\"unreadable\":{\"offset\":" + offset + ",\"bytes\":" + value.length + ",\"sha256\":\""
                        + digest(value) + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
