package io.breakwater.detect.sigma.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A text is found inside another exactly where the JDK finds it, whatever is skipped on the way. */
class TextSearchTest {
    private static final FieldPath FIELD = FieldPath.of("a");

    private final Random random = new Random(11);

    private static FieldValues values(String text) {
        EventRecord record = RawRecord.of(("{\"a\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8))
                .record();
        FieldValues values = new FieldValues();
        values.load(record, FIELD);
        return values;
    }

    private String text(int length, String letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static boolean contains(String text, String part, boolean cased) {
        return TextPattern.exactly(part, cased).anywhere().holds(values(text), 0);
    }

    @Test
    void parts_ofFewLetters_areFoundLikeTheJdkDoes() {
        for (int i = 0; i < 20_000; i++) {
            String text = text(random.nextInt(40), "abAB:");
            String part = text(1 + random.nextInt(6), "abAB:");
            assertThat(contains(text, part, true)).as(text + " / " + part).isEqualTo(text.contains(part));
            assertThat(contains(text, part, false))
                    .as(text + " / " + part)
                    .isEqualTo(text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void longParts_areFoundAtEveryPlace() {
        for (int length : new int[] {1, 2, 7, 8, 9, 126, 127, 128, 129, 300}) {
            String part = text(length, "abcdefghijklmnopqrstuvwxyz/-");
            for (int before = 0; before < 20; before++) {
                assertThat(contains("~".repeat(before) + part + "~", part, true))
                        .isTrue();
                assertThat(contains("~".repeat(before) + part.substring(1) + "~", part, true))
                        .isFalse();
            }
        }
    }

    @Test
    void onlyAsciiWithoutEscapes_isPlain_whereverTheOddByteStands() {
        for (int length = 1; length < 40; length++) {
            assertThat(values("x".repeat(length)).isPlain(0)).isTrue();
            for (int at = 0; at < length; at++) {
                String before = "x".repeat(at);
                String after = "x".repeat(length - at - 1);
                assertThat(values(before + "é" + after).isPlain(0)).isFalse();
                assertThat(values(before + "\\n" + after).isPlain(0)).isFalse();
            }
        }
    }
}
