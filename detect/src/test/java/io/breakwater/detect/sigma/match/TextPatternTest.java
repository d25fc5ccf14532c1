package io.breakwater.detect.sigma.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sigma: texts and tables of texts")
class TextPatternTest {
    private static final int[] LETTERS = {'a', 'B', 'b', 'z', '.', ' ', 0xE4, 0xC4, 0x3A3, 0x3C3, 0x1F600};

    private final FieldValues values = new FieldValues();

    private FieldValues load(String json) {
        EventRecord record = RawRecord.of(("{\"f\":" + json + "}").getBytes(StandardCharsets.UTF_8))
                .record();
        values.load(record, FieldPath.of("f"));
        return values;
    }

    /** A way of writing a text in JSON; every character may be written as an escape. */
    private static String written(String text, Random random) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().mapToObj(Character::toString).forEach(c -> {
            if (random.nextInt(4) == 0) {
                c.chars().forEach(unit -> json.append(String.format("\\u%04x", unit)));
            } else {
                json.append(c);
            }
        });
        return json.append('"').toString();
    }

    private static int[] glyphs(Random random) {
        int[] glyphs = new int[random.nextInt(6)];
        for (int i = 0; i < glyphs.length; i++) {
            int choice = random.nextInt(LETTERS.length + 4);
            glyphs[i] = choice < LETTERS.length ? LETTERS[choice] : choice % 2 == 0 ? TextPattern.ANY : TextPattern.ONE;
        }
        return glyphs;
    }

    private static Pattern asRegex(int[] glyphs, boolean cased) {
        StringBuilder regex = new StringBuilder();
        for (int glyph : glyphs) {
            regex.append(
                    glyph == TextPattern.ANY
                            ? ".*"
                            : glyph == TextPattern.ONE ? "." : Pattern.quote(Character.toString(glyph)));
        }
        return Pattern.compile(
                regex.toString(), Pattern.DOTALL | (cased ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void randomPatterns_matchWhatTheSameRegularExpressionMatches(boolean cased) {
        Random random = new Random(42);
        int matched = 0;
        for (int i = 0; i < 30_000; i++) {
            int[] glyphs = glyphs(random);
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < random.nextInt(6); c++) {
                text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
            }
            boolean expected = asRegex(glyphs, cased).matcher(text).matches();
            boolean actual = TextPattern.of(glyphs, cased).holds(load(written(text.toString(), random)), 0);
            assertThat(actual).as(asRegex(glyphs, cased) + " on " + text).isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).isGreaterThan(1_500);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalPatterns_passWhereOneOfThemDoes(boolean cased) {
        Random random = new Random(13);
        int passed = 0;
        for (int i = 0; i < 20_000; i++) {
            List<TextPattern> patterns = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(any -> TextPattern.of(glyphs(random), cased))
                    .toList();
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < random.nextInt(6); c++) {
                text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
            }
            load(i % 50 == 0 ? "null" : written(text.toString(), random));
            boolean expected = patterns.stream().anyMatch(pattern -> pattern.holds(values, 0));
            assertThat(AnyPattern.of(patterns).holds(values, 0))
                    .as(patterns + " on " + text)
                    .isEqualTo(expected);
            passed += expected ? 1 : 0;
        }
        assertThat(passed).isBetween(2_000, 18_000);
    }

    /** Around the eight bytes that are compared at once, and with the neighbours of the letters in ASCII. */
    @Test
    void table_comparesTextsOfEveryLength() {
        String letters = "@AZ[`az{09";
        Random random = new Random(3);
        for (int length = 0; length < 40; length++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            TextTable.Builder builder = new TextTable.Builder();
            builder.number(TextPattern.exactly(text.toString(), false));
            TextTable table = builder.build();
            for (String same : List.of(
                    text.toString().toUpperCase(Locale.ROOT), text.toString().toLowerCase(Locale.ROOT))) {
                assertThat(table.find(load("\"" + same + "\""), 0)).as(same).isEqualTo(0);
                assertThat(table.find(load(written(same, random)), 0)).as(same).isEqualTo(0);
                String escaped =
                        same.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining());
                assertThat(table.find(load("\"" + escaped + "\""), 0))
                        .as(escaped)
                        .isEqualTo(0);
            }
            for (int i = 0; i < length; i++) {
                char other = text.charAt(i) == '@' ? '`' : text.charAt(i) == '[' ? '{' : '_';
                String changed = new StringBuilder(text)
                        .replace(i, i + 1, String.valueOf(other))
                        .toString();
                assertThat(table.find(load("\"" + changed + "\""), 0))
                        .as(changed)
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void eightBytes_areFoldedAsEachOfThem() {
        for (int b = 0; b < 256; b++) {
            long eight = b * 0x0101010101010101L;
            byte folded = b < 128 ? Fold.ascii((byte) b) : (byte) b;
            assertThat(Fold.ascii(eight)).as("%x", b).isEqualTo((folded & 0xFFL) * 0x0101010101010101L);
            long mixed = 'A' | (long) b << 8 | 0xFFL << 16 | 'Z' << 24;
            assertThat(Fold.ascii(mixed) >>> 8 & 0xFF).as("%x", b).isEqualTo(folded & 0xFFL);
        }
    }

    @Test
    void table_findsEveryTextOfItsInAnyCase_andNoOther() {
        Random random = new Random(7);
        TextTable.Builder builder = new TextTable.Builder();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String text = (random.nextInt(5) == 0 ? "Größe" : "Call") + random.nextInt(100_000);
            if (builder.number(TextPattern.exactly(text, false)) == texts.size()) {
                texts.add(text);
            }
        }
        TextTable table = builder.build();
        assertThat(table.size()).isEqualTo(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            String text = random.nextBoolean()
                    ? texts.get(i).toUpperCase(Locale.ROOT).replace("GRÖSSE", "GRÖßE")
                    : texts.get(i);
            assertThat(table.find(load(written(text, random)), 0)).as(text).isEqualTo(i);
            assertThat(table.find(load("\"" + text + "x\""), 0)).isEqualTo(-1);
        }
        assertThat(table.find(load("\"\""), 0)).isEqualTo(-1);
        assertThat(table.find(load("null"), 0)).isEqualTo(-1);
        assertThat(table.find(load("{\"a\":\"" + "x".repeat(1_000) + "\"}"), 0)).isEqualTo(-1);
    }

    @Test
    void table_holdsTheEmptyTextAndOtherKindsOfValues() {
        TextTable.Builder builder = new TextTable.Builder();
        int empty = builder.number(TextPattern.exactly("", false));
        int number = builder.number(TextPattern.exactly("17", false));
        int truth = builder.number(TextPattern.exactly("TRUE", false));
        TextTable table = builder.build();
        assertThat(table.find(load("\"\""), 0)).isEqualTo(empty);
        assertThat(table.find(load("17"), 0)).isEqualTo(number);
        assertThat(table.find(load("true"), 0)).isEqualTo(truth);
        assertThat(table.find(load("false"), 0)).isEqualTo(-1);
    }

    @Test
    void emptyTable_findsNothing() {
        assertThat(new TextTable.Builder().build().find(load("\"a\""), 0)).isEqualTo(-1);
        assertThat(new TextTable.Builder().build().find(load("\"\""), 0)).isEqualTo(-1);
    }

    @Test
    void equalPatterns_areOneQuestion_whateverTheirCase() {
        assertThat(TextPattern.exactly("Abc", false)).isEqualTo(TextPattern.exactly("aBC", false));
        assertThat(TextPattern.exactly("Abc", true)).isNotEqualTo(TextPattern.exactly("aBC", true));
        assertThat(TextPattern.exactly("abc", true)).isNotEqualTo(TextPattern.exactly("abc", false));
        int[] stars = {TextPattern.ANY, TextPattern.ANY, 'a'};
        assertThat(TextPattern.of(stars, false)).isEqualTo(TextPattern.of(new int[] {TextPattern.ANY, 'A'}, false));
    }

    @Test
    void pattern_isShownAsARuleWritesIt() {
        assertThat(TextPattern.of(new int[] {TextPattern.ANY, 'a', '*', TextPattern.ONE}, false))
                .hasToString("is like '*a\\*?'");
        assertThat(TextPattern.exactly("A", true)).hasToString("is 'A' (cased)");
    }
}
