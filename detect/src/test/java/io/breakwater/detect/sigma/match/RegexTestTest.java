package io.breakwater.detect.sigma.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sigma: regular expressions")
class RegexTestTest {
    private static final List<String> PIECES = List.of(
            "abc",
            "b",
            "x",
            ".",
            ".*",
            "a+",
            "b?",
            "c*",
            "[ab]",
            "[^a]",
            "(abc)",
            "(ab|cd)",
            "(?:abc)+",
            "a{2}",
            "b{0,1}",
            "\\.",
            "\\d",
            "^",
            "$",
            "|",
            "\\b",
            "abcabc",
            "(a(b)c)?",
            "[]a]",
            "\\x41",
            "\\-x");

    private static FieldValues values(String text) {
        EventRecord record = RawRecord.of(("{\"f\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8))
                .record();
        FieldValues values = new FieldValues();
        values.load(record, FieldPath.of("f"));
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "abcdef abcdef",
                ".+:assumed-role/aws:.+ :assumed-role/aws:",
                "^arn:aws:iam$ arn:aws:iam",
                "abcd?efg abc",
                "abc(def)*ghij ghij",
                "abc+d abc",
                "ab[cd]efg efg",
                "abc\\.def abc.def",
                "abcd{0,2}efgh efgh",
                "abc.def.ghij ghij",
            })
    void longestPlainRun_isFound(String expression, String literal) {
        assertThat(RegexLiteral.of(expression)).contains(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc|def",
                "(?i)abc",
                "(abc|def)",
                "ab",
                "a.b.c",
                "\\Qabc\\E",
                "abc\\x41",
                "[[:alpha:]]abc",
                "(a\\)bcd)",
                "\\pLabc"
            })
    void whereItIsNotSure_thereIsNoPlainRun(String expression) {
        assertThat(RegexLiteral.of(expression)).isEmpty();
    }

    /** The platform's engine is the judge: a wrong plain part would lose matches. */
    @Test
    void randomExpressions_findWhatThePlatformFinds() {
        Random random = new Random(20261121);
        int found = 0;
        int withLiteral = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder source = new StringBuilder();
            for (int piece = 0; piece < 1 + random.nextInt(5); piece++) {
                source.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            Optional<RegexTest> test = compiled(source.toString());
            if (test.isEmpty()) {
                continue;
            }
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < random.nextInt(14); c++) {
                text.append("abcdx.A-1]".charAt(random.nextInt(10)));
            }
            String value = random.nextInt(3) == 0 ? text + "abcabc" : text.toString();
            boolean expected = Pattern.compile(source.toString()).matcher(value).find();
            assertThat(test.get().holds(values(value), 0))
                    .as(source + " in " + value)
                    .isEqualTo(expected);
            found += expected ? 1 : 0;
            withLiteral += RegexLiteral.of(source.toString()).isPresent() ? 1 : 0;
        }
        assertThat(found).isGreaterThan(2_000);
        assertThat(withLiteral).isGreaterThan(2_000);
    }

    private static Optional<RegexTest> compiled(String source) {
        try {
            return Optional.of(RegexTest.of(source, Set.of()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "abc 3",
                "a{100} 100",
                "(ab){100} 200",
                "((a{10}){10}){10} 1000",
                "a{2,30} 30",
                "a{2,} 2",
                "[a-z]{50} 50",
                "[]}{5]{4} 4",
                "\\{5} 3",
                "a{x} 4",
                "(a|b|c){10} 50",
            })
    void size_countsWhatRepetitionsComeTo(String expression, long size) {
        assertThat(RegexSize.of(expression)).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{300}){300}){300}",
                "(((((a{99}){99}){99}){99}){99}){99}",
                "(a{1000}){1000}",
                "(?:x{900}y{900}){900}"
            })
    void expressionsThatWouldTakeAllMemory_areRefusedBeforeTheyAreCompiled(String expression) {
        assertThatThrownBy(() -> RegexTest.of(expression, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the expression repeats too much");
    }

    @Test
    void equalExpressions_areOneQuestion() {
        RegexTest one = RegexTest.of("a.c", Set.of(RegexTest.Flag.IGNORE_CASE));
        assertThat(one).isEqualTo(RegexTest.of("a.c", Set.of(RegexTest.Flag.IGNORE_CASE)));
        assertThat(one).hasSameHashCodeAs(RegexTest.of("a.c", Set.of(RegexTest.Flag.IGNORE_CASE)));
        assertThat(one).isNotEqualTo(RegexTest.of("a.c", Set.of()));
    }

    @Test
    void engineThatRefersBack_givesUpInsteadOfHanging() {
        RegexTest slow = RegexTest.of("^((a+)+)\\2b$", Set.of());
        assertThat(slow.holds(values("aab"), 0)).isTrue();
        assertThatThrownBy(() -> slow.holds(values("a".repeat(200)), 0))
                .isInstanceOf(GaveUp.class)
                .hasMessageContaining("more than 1000000 steps");
    }
}
