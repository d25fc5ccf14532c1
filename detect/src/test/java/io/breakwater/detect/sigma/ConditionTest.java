package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.matches;
import static io.breakwater.detect.sigma.Given.problems;
import static io.breakwater.detect.sigma.Given.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sigma rules 2.1.0, "Condition". */
@DisplayName("Sigma conditions")
class ConditionTest {
    private static final String SELECTIONS = """
            sel_a:
              a: 1
            sel_b:
              b: 1
            c:
              c: 1
            _hidden:
              d: 1
            """;

    /** The event has the fields whose letters are named, each 1. */
    private static boolean holds(String condition, String fields) {
        String json = fields.chars().mapToObj(c -> "\"" + (char) c + "\":1").collect(Collectors.joining(",", "{", "}"));
        return matches(rule(SELECTIONS + "condition: " + condition), json);
    }

    private static String problem(String condition) {
        return problems(rule("x:\n  a: 1\ncondition: " + condition)).stream()
                .filter(told -> !told.contains("warning"))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "sel_a and sel_b,                 a,   false",
        "sel_a and sel_b,                 ab,  true",
        "sel_a or sel_b and c,            a,   true",
        "sel_a or sel_b and c,            b,   false",
        "sel_a or sel_b and c,            bc,  true",
        "(sel_a or sel_b) and c,          a,   false",
        "(sel_a or sel_b) and c,          bc,  true",
        "not sel_a and sel_b,             b,   true",
        "not sel_a and sel_b,             ab,  false",
        "not (sel_a and sel_b),           a,   true",
        "not (sel_a and sel_b),           ab,  false",
        "not not sel_a,                   a,   true",
        "sel_a and not not not sel_b,     ab,  false",
        "not sel_a or sel_b,              ab,  true",
        "1 of sel_*,                      b,   true",
        "1 of sel_*,                      c,   false",
        "any of sel_*,                    b,   true",
        "all of sel_*,                    b,   false",
        "all of sel_*,                    ab,  true",
        "all of sel_* and not c,          abc, false",
        "1 of *_b,                        b,   true",
        "1 of s*_*b,                      a,   false",
        "not 1 of sel_*,                  c,   true",
        "not 1 of sel_*,                  a,   false",
        "1 of c,                          c,   true",
        "((((sel_a)))),                   a,   true",
        "'sel_a   and\tsel_b',            ab,  true",
    })
    void condition_inTheGrammar_meansWhatTheSpecificationSays(String condition, String fields, boolean expected) {
        assertThat(holds(condition, fields)).isEqualTo(expected);
    }

    @Test
    void them_leavesOutNamesThatBeginWithAnUnderscore() {
        assertThat(holds("1 of them", "d")).isFalse();
        assertThat(holds("1 of them", "c")).isTrue();
        assertThat(holds("all of them", "abc")).isTrue();
        assertThat(holds("1 of *", "d")).isFalse();
    }

    @Test
    void underscoredName_isReachedByItselfAndByPatternsWithAnUnderscore() {
        assertThat(holds("_hidden", "d")).isTrue();
        assertThat(holds("1 of _*", "d")).isTrue();
    }

    @Test
    void selectionNamesWithDashes_areNames() {
        assertThat(matches(rule("sel-one:\n  a: 1\ncondition: sel-one"), "{\"a\":1}"))
                .isTrue();
    }

    @Test
    void listOfConditions_isAnOr() {
        String document = rule(SELECTIONS + "condition:\n  - sel_a\n  - sel_b and c");
        assertThat(matches(document, "{\"a\":1}")).isTrue();
        assertThat(matches(document, "{\"b\":1}")).isFalse();
        assertThat(matches(document, "{\"b\":1,\"c\":1}")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "x and#                     BAD_CONDITION: the condition ends too early",
                "and x#                     BAD_CONDITION: unexpected \"and\" in the condition",
                "x x#                       BAD_CONDITION: unexpected \"x\" in the condition",
                "(x#                        BAD_CONDITION: a closing parenthesis is missing",
                "x)#                        BAD_CONDITION: unexpected \")\" in the condition",
                "()#                        BAD_CONDITION: unexpected \")\" in the condition",
                "not#                       BAD_CONDITION: the condition ends too early",
                "x & x#                     BAD_CONDITION: unexpected character \"&\"",
                "2 of x*#                   BAD_CONDITION: \"2 of\" is not Sigma; there are 1 of, any of and all of",
                "1 of#                      BAD_CONDITION: \"1 of\" is followed by no name or pattern",
                "1 of y*#                   UNKNOWN_SELECTION: \"y*\" fits no selection of the rule",
                "xx#                        UNKNOWN_SELECTION: the condition asks for \"xx\", which the rule does not define; did you mean x?",
            })
    void condition_outsideTheGrammar_isRefusedWithItsPlace(String condition, String told) {
        assertThat(problem("'" + condition + "'")).isEqualTo("rules.yml:8:3: " + told);
    }

    @ParameterizedTest
    @CsvSource({"x | count() > 5", "x | count(a) by b >= 3", "x | near y", "x | max(a) > 1"})
    void aggregationsOfOldRules_areRefusedByName(String condition) {
        assertThat(problem(condition)).contains("LEGACY_AGGREGATION").endsWith("write a correlation");
    }

    @Test
    void timeframe_isRefusedByName() {
        assertThat(problems(rule("x:\n  a: 1\ntimeframe: 5m\ncondition: x")))
                .containsExactly("rules.yml:8:3: LEGACY_AGGREGATION: timeframe belongs to aggregations, which are not "
                        + "Sigma any more; write a correlation");
    }

    @Test
    void keywordsInCapitals_areUnderstoodAndTold() {
        assertThat(holds("sel_a AND NOT sel_b", "a")).isTrue();
        assertThat(problems(rule(SELECTIONS + "condition: sel_a AND 1 of *")))
                .anySatisfy(told -> assertThat(told).contains("warning: UPPER_CASE_KEYWORD"));
    }

    @Test
    void missingOrEmptyCondition_isRefused() {
        assertThat(problems(rule("x:\n  a: 1"))).singleElement().asString().contains("MISSING_KEY: \"condition\"");
        assertThat(problem("''")).contains("BAD_CONDITION: the condition is empty");
        assertThat(problem("[]")).contains("MISSING_KEY");
    }

    @Test
    void selectionInNoCondition_isTold() {
        assertThat(problems(rule("x:\n  a: 1\ny:\n  b: 1\ncondition: x")))
                .containsExactly("rules.yml:8:3: warning: UNUSED_SELECTION: \"y\" is in no condition");
    }

    @Test
    void nestingWithoutEnd_isRefused() {
        assertThat(problem("(".repeat(5_000) + "x" + ")".repeat(5_000))).contains("BAD_CONDITION");
        assertThat(problem("(".repeat(60) + "x" + ")".repeat(60))).contains("more than 50 parentheses");
        assertThat(problem(Stream.generate(() -> "x").limit(3_000).collect(Collectors.joining(" or "))))
                .contains("the condition is too long");
    }

    @Test
    void manyNots_areCountedNotNested() {
        assertThat(holds("not ".repeat(1_000) + "sel_a", "a")).isTrue();
        assertThat(holds("not ".repeat(1_001) + "sel_a", "a")).isFalse();
    }
}
