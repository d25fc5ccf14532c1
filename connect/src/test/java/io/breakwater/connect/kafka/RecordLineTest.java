package io.breakwater.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A value goes into its batch whole, or as a line that says it could not")
class RecordLineTest {
    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String line(byte[] value) {
        return new String(RecordLine.of(7, value).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String line(String value) {
        return line(value.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[{\"a\":1}]", "{\"a\":\"\u00fc\\n\"}", "{\"a\":1}\n{\"b\":2}", " { \"a\" : [ 1 ] } "})
    void wholeJson_isTakenAsItIs(String value) {
        assertThat(line(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "x",
                "1",
                "null",
                "\"{}\"",
                "{}x",
                "{\"a\":}",
                "{\"a\":1}]",
                "{'a':1}",
                "{\"a\":NaN}",
                "<a/>",
                "\uFEFF"
            })
    void anythingElse_isALineWithSizeAndDigest(String value) {
        assertThat(line(value))
                .matches("\\{\"unreadable\":\\{\"offset\":7,\"bytes\":[0-9]+,\"sha256\":\"[0-9a-f]{64}\"}}");
    }

    @Test
    void nothing_isNoLine() {
        assertThat(RecordLine.of(7, null)).isEmpty();
        assertThat(RecordLine.of(7, new byte[0])).isEmpty();
        assertThat(RecordLine.of(7, " \r\n\t".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void depth_isBounded_asTheReaderBoundsIt() {
        assertThat(line("{\"a\":".repeat(250) + "1" + "}".repeat(250))).startsWith("{\"a\"");
        assertThat(line("{\"a\":".repeat(300) + "1" + "}".repeat(300))).startsWith("{\"unreadable\"");
    }

    @Test
    void compressed_isUnpacked_unlessItIsDamagedOrTooMuch() throws IOException {
        byte[] packed = gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(line(packed)).isEqualTo("{\"a\":1}");
        packed[12] ^= 0x55;
        assertThat(line(packed)).startsWith("{\"unreadable\"");
        byte[] tooMuch = new byte[RecordLine.MOST_UNPACKED + 1];
        Arrays.fill(tooMuch, (byte) ' ');
        tooMuch[0] = '{';
        tooMuch[1] = '}';
        // Cut off where it is too much, it would still be JSON.
        assertThat(line(gzip(tooMuch))).startsWith("{\"unreadable\"");
        byte[] most = Arrays.copyOf(tooMuch, RecordLine.MOST_UNPACKED);
        assertThat(RecordLine.of(7, gzip(most)).orElseThrow()).hasSameSizeAs(most);
    }

    @Test
    void textInOtherEncodings_isUnreadable() {
        assertThat(line("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE))).startsWith("{\"unreadable\"");
    }

    @Test
    void digest_isOfTheValueAsItCame() {
        assertThat(line("x")).contains("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
    }
}
