package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.matches;
import static io.breakwater.detect.sigma.Given.problems;
import static io.breakwater.detect.sigma.Given.rule;
import static io.breakwater.detect.sigma.Given.selection;
import static io.breakwater.detect.sigma.Given.selects;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sigma rules 2.1.0, "Detection": values, wildcards, lists, maps, null, keywords. */
@DisplayName("Sigma values")
class ValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                // the rule's text; the JSON text between quotes; whether it matches
                "abc;            ABC;                true",
                "abc;            abcd;               false",
                "a*;             abc;                true",
                "a*;             a;                  true",
                "*c;             abc;                true",
                "*b*;            abc;                true",
                "*b*;            acc;                false",
                "a?c;            abc;                true",
                "a?c;            ac;                 false",
                "a??;            abc;                true",
                "?;              ~~;                 false",
                "*;              ~~;                 true",
                "a*b*c;          a-b-b-c;            true",
                "a*b*c;          a-c-b;              false",
                "*ab*ab*;        xabyabz;            true",
                "*ab*ab*;        xabyz;              false",
                "a\\*c;          a*c;                true",
                "a\\*c;          abc;                false",
                "a\\?c;          a?c;                true",
                "a\\?c;          abc;                false",
                "C:\\Win;        C:\\\\Win;          true",
                "C:\\\\Win;      C:\\\\Win;          true",
                "C:\\\\*;        C:\\\\anything;     true",
                "C:\\\\*;        C:anything;         false",
                "C:\\\\\\*;      C:\\\\*;            true",
                "C:\\\\\\*;      C:\\\\x;            false",
                "\\\\\\\\srv;    \\\\\\\\srv;        true",
                "\\\\\\srv;      \\\\\\\\srv;        true",
                "tail\\;         tail\\\\;           true",
                "*;              \\u0041;            true",
                "a;              \\u0041;            true",
                "a/b;            a\\/b;              true",
                "a\"b;           a\\\"b;             true",
            })
    void text_withWildcardsAndEscapes_matchesAsTheSpecificationSays(String text, String json, boolean expected) {
        assertThat(selects("f: '" + text + "'", "{\"f\":\"" + json + "\"}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Ärger,     äRGER,   true",
        "ärger*,    ÄRGERlich, true",
        "*ΣΑΣ,      σας,     true",
        "straße,    STRASSE, false",
        "k,         \u212A,  true",
        "s,         \u017F,  true",
        "i,         \u0130,  false",
        "i,         \u0131,  false",
        "?,         \uD83D\uDE00, true",
        "??,        \uD83D\uDE00, false",
        "\uD801\uDC00, \uD801\uDC28, true",
        "abc,       äbc,     false",
    })
    void letters_beyondAscii_areFoldedOneByOne(String text, String value, boolean expected) {
        assertThat(selects("f: '" + text + "'", "{\"f\":\"" + value + "\"}")).isEqualTo(expected);
        assertThat(selects("f|contains: '" + text + "'", "{\"f\":\"" + value + "\"}"))
                .isEqualTo(expected);
    }

    @Test
    void numbers_areComparedByAmountAndTextsAsWritten() {
        assertThat(selects("f: 4688", "{\"f\":4688}")).isTrue();
        assertThat(selects("f: 4688", "{\"f\":\"4688\"}")).isTrue();
        assertThat(selects("f: '4688'", "{\"f\":4688}")).isTrue();
        assertThat(selects("f: 1", "{\"f\":1.0}")).isTrue();
        assertThat(selects("f: '1'", "{\"f\":1.0}")).isFalse();
        assertThat(selects("f: 1", "{\"f\":\"1.0\"}")).isFalse();
        assertThat(selects("f: 0x10", "{\"f\":16}")).isTrue();
        assertThat(selects("f: 1.5", "{\"f\":15e-1}")).isTrue();
        assertThat(selects("f: 46", "{\"f\":4688}")).isFalse();
        assertThat(selects("f: 46*", "{\"f\":4688}")).isTrue();
        assertThat(selects("f: 012345678901", "{\"f\":\"012345678901\"}")).isTrue();
        assertThat(selects("f: -1", "{\"f\":-1}")).isTrue();
    }

    @Test
    void truthValues_areTheirWords() {
        assertThat(selects("f: true", "{\"f\":true}")).isTrue();
        assertThat(selects("f: true", "{\"f\":\"True\"}")).isTrue();
        assertThat(selects("f: 'true'", "{\"f\":true}")).isTrue();
        assertThat(selects("f: false", "{\"f\":true}")).isFalse();
        assertThat(selects("f: True", "{\"f\":true}")).isTrue();
    }

    @Test
    void null_matchesWhatIsMissingAndWhatIsNull() {
        assertThat(selects("f: null", "{\"g\":1}")).isTrue();
        assertThat(selects("f: null", "{\"f\":null}")).isTrue();
        assertThat(selects("f: ~", "{\"f\":null}")).isTrue();
        assertThat(selects("f: null", "{\"f\":\"\"}")).isFalse();
        assertThat(selects("f: null", "{\"f\":[]}")).isFalse();
        assertThat(selects("f: null", "{\"f\":[null]}")).isTrue();
        assertThat(selects("f: 'null'", "{\"f\":null}")).isFalse();
    }

    @Test
    void emptyText_matchesOnlyAnEmptyText() {
        assertThat(selects("f: ''", "{\"f\":\"\"}")).isTrue();
        assertThat(selects("f: ''", "{\"g\":1}")).isFalse();
        assertThat(selects("f: ''", "{\"f\":null}")).isFalse();
        assertThat(selects("f: ''", "{\"f\":\" \"}")).isFalse();
    }

    @Test
    void star_matchesAnythingButMissingAndNull() {
        assertThat(selects("f: '*'", "{\"f\":0}")).isTrue();
        assertThat(selects("f: '*'", "{\"f\":{}}")).isTrue();
        assertThat(selects("f|contains: '*'", "{\"f\":\"\"}")).isTrue();
        assertThat(selects("f: '*'", "{\"f\":null}")).isFalse();
        assertThat(selects("f: '*'", "{}")).isFalse();
    }

    @Test
    void nullInAListOfValues_isRefusedAsTheSpecificationDemands() {
        assertThat(problems(selection("f:\n  - a\n  - null")))
                .containsExactly("rules.yml:10:9: NULL_IN_LIST: null cannot be in a list of values (Sigma rules 2.1.0, "
                        + "\"Special Field Values\"); make it a selection of its own");
    }

    @Test
    void listOfValues_isAnOrAndMapIsAnAnd() {
        String both = "f:\n  - a\n  - b*\ng: 1";
        assertThat(selects(both, "{\"f\":\"a\",\"g\":1}")).isTrue();
        assertThat(selects(both, "{\"f\":\"bc\",\"g\":1}")).isTrue();
        assertThat(selects(both, "{\"f\":\"c\",\"g\":1}")).isFalse();
        assertThat(selects(both, "{\"f\":\"a\"}")).isFalse();
    }

    @Test
    void listOfMaps_isAnOrOfAnds() {
        String list = "- f: a\n  g: 1\n- h: 2";
        assertThat(selects(list, "{\"f\":\"a\",\"g\":1}")).isTrue();
        assertThat(selects(list, "{\"f\":\"a\"}")).isFalse();
        assertThat(selects(list, "{\"h\":2}")).isTrue();
    }

    @Test
    void listOfMapsAndKeywords_isAnOr() {
        String list = "- f: a\n- word";
        assertThat(selects(list, "{\"x\":\"some WORDs\"}")).isTrue();
        assertThat(selects(list, "{\"f\":\"a\"}")).isTrue();
        assertThat(selects(list, "{\"f\":\"b\"}")).isFalse();
    }

    @Test
    void keywords_areLookedForInTheWholeEvent() {
        String keywords = rule("condition: k\nk:\n  - 'event::clear'\n  - 'a*z'");
        assertThat(matches(keywords, "{\"a\":{\"b\":[\"do EVENT::clear now\"]}}"))
                .isTrue();
        assertThat(matches(keywords, "{\"x\":\"1az2\"}")).isTrue();
        assertThat(matches(keywords, "{\"x\":\"event:clear\"}")).isFalse();
        assertThat(matches(rule("condition: k\nk: only"), "{\"only\":1}")).isTrue();
        assertThat(matches(rule("condition: k\nk:\n  - 4711"), "{\"x\":\"no 4711.\"}"))
                .isTrue();
    }

    @Test
    void keywords_findTextBehindEscapes() {
        String keywords = rule("condition: k\nk:\n  - 'C:\\Windows'\n  - 'gr\u00fcn'");
        assertThat(matches(keywords, "{\"x\":\"C:\\\\windows\"}")).isTrue();
        assertThat(matches(keywords, "{\"x\":\"GR\\u00dcN\"}")).isTrue();
        assertThat(matches(keywords, "{\"x\":\"GR\u00dcN\"}")).isTrue();
        assertThat(matches(keywords, "{\"x\":\"C:/Windows\"}")).isFalse();
    }

    @Test
    void keywordsWithAll_haveToBeThereTogether() {
        String all = rule("condition: k\nk:\n  '|all':\n    - one\n    - two");
        assertThat(matches(all, "{\"x\":\"two\",\"y\":\"one\"}")).isTrue();
        assertThat(matches(all, "{\"x\":\"two\"}")).isFalse();
        assertThat(matches(rule("condition: k\nk:\n  '|re':\n    - 'on+e'"), "{\"x\":\"onnne\"}"))
                .isTrue();
    }

    @Test
    void objects_areTheirJsonAsItIsWritten() {
        String json = "{\"f\":{ \"a\" : [1,2], \"b\":\"say \\\"hi\\\"\"}}";
        assertThat(selects("f|contains: '\"a\" : [1,2]'", json)).isTrue();
        assertThat(selects("f|contains: '\"a\":[1,2]'", json)).isFalse();
        assertThat(selects("f|contains: '\\\\\"hi'", json)).isTrue();
        assertThat(selects("f|startswith: '{'", json)).isTrue();
    }

    @Test
    void nestedField_isReachedWithDots() {
        assertThat(selects("a.b.c: x", "{\"a\":{\"b\":{\"c\":\"X\"}}}")).isTrue();
        assertThat(selects("a.b.c: x", "{\"a\":{\"b.c\":\"X\"}}")).isTrue();
        assertThat(selects("a.b.c: x", "{\"a\":{\"b\":\"c\"}}")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "f: {g: 1}#        8:8: WRONG_TYPE: a field's value is a single value or a list; write nested fields with dots: f.g",
                "f: []#            8:8: EMPTY_SELECTION: the list is empty",
                "f: [[a]]#         8:9: WRONG_TYPE: a list of a field's values holds single values only",
                "f|all: a#         8:5: ALL_OF_ONE: the modifier all needs a list of values",
                "f|all: [a]#       8:12: ALL_OF_ONE: the modifier all needs a list of several values",
                "f|contains: null# 8:17: NULL_MODIFIED: null goes with no modifier but neq; quote it when the word is meant, write '' for an empty text",
                "[[a]]#            8:6: WRONG_TYPE: a list within a list; write its values into the outer one",
                "[]#               8:5: EMPTY_SELECTION: the list is empty",
                "{}#               8:5: EMPTY_SELECTION: the map is empty",
            })
    void whatIsNoSelection_isRefusedWithItsPlace(String selection, String told) {
        assertThat(problems(selection(selection))).containsExactly("rules.yml:" + told);
    }
}
