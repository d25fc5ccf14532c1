package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.problems;
import static io.breakwater.detect.sigma.Given.read;
import static io.breakwater.detect.sigma.Given.rule;
import static io.breakwater.detect.sigma.Given.selection;
import static io.breakwater.detect.sigma.Given.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.sigma.yaml.Problem;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule files that mean something else than they seem to, and files that were made to do harm. */
@DisplayName("Sigma: YAML")
class YamlTrapsTest {
    private static List<Problem> problemsOf(String text) {
        Problems problems = new Problems();
        YamlReader.read("file.yml", text, problems);
        return problems.inOrder();
    }

    @Test
    void quotedNo_matchesNoInAnyCase_andUnquotedNoIsNotFalse() {
        assertThat(selects("MFAUsed: 'NO'", "{\"MFAUsed\":\"No\"}")).isTrue();
        assertThat(selects("MFAUsed: NO", "{\"MFAUsed\":\"No\"}")).isTrue();
        assertThat(selects("MFAUsed: No", "{\"MFAUsed\":false}")).isFalse();
        assertThat(selects("MFAUsed: 'NO'", "{\"MFAUsed\":\"Yes\"}")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO", "yes", "On", "off", "y", "0777", "1_000", "1e3", "12:30:45", "01234567"})
    void valuesThatYaml11ReadsOtherwise_areTold(String written) {
        assertThat(problems(selection("f: " + written)))
                .singleElement()
                .asString()
                .contains("warning: AMBIGUOUS_YAML");
        assertThat(problems(selection("f: '" + written + "'"))).isEmpty();
    }

    @Test
    void powersOfTen_andDates_areWhatYaml12SaysTheyAre() {
        assertThat(selects("f: 1e3", "{\"f\":1000}")).isTrue();
        assertThat(selects("f: 1e3", "{\"f\":\"1e3\"}")).isTrue();
        assertThat(selects("f: 2026-11-21", "{\"f\":\"2026-11-21\"}")).isTrue();
    }

    @Test
    void byteOrderMark_isNoPartOfTheFirstKey() {
        assertThat(read("\uFEFF" + rule("s:\n  a: 1\ncondition: s")).rules()).hasSize(1);
    }

    @Test
    void windowsLineEnds_areLineEnds() {
        assertThat(read(rule("s:\n  a: 1\ncondition: s").replace("\n", "\r\n")).rules())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a: [1            # 1:6   # NOT_YAML",
                "a: 'x            # 1:6   # NOT_YAML",
                "a: b: c          # 1:5   # NOT_YAML",
                "a: 1\\n\\tb: 2   # 2:1   # NOT_YAML",
                "a: *nobody       # 1:4   # NOT_YAML",
                "a: 1\\nb: 2\\na: 3 # 3:1 # DUPLICATE_KEY",
                "? [a]\\n: b      # 1:1   # NOT_YAML",
            })
    void whatIsNoYaml_isToldWithItsPlace(String text, String place, String code) {
        assertThat(problemsOf(text.replace("\\n", "\n").replace("\\t", "\t")))
                .first()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.place().toString()).isEqualTo("file.yml:" + place);
                });
    }

    @Test
    void controlCharacters_areToldNotThrown() {
        assertThat(problemsOf("a: \u0000")).first().extracting(Problem::code).isEqualTo("NOT_YAML");
    }

    @Test
    void anchorsAndAliases_areUnderstood() {
        assertThat(selects("f: &x [one, two]\ng: *x", "{\"f\":\"one\",\"g\":\"two\"}"))
                .isTrue();
    }

    @Test
    void mergedMaps_areUnderstood() {
        assertThat(selects("f: 1\n<<: {g: 2}", "{\"f\":1,\"g\":2}")).isTrue();
        assertThat(selects("f: 1\n<<: {g: 2}", "{\"f\":1}")).isFalse();
    }

    @Test
    void aliasBomb_isRefusedInNoTime() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 25; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9)).append("x]\n");
        }
        assertThat(problemsOf(bomb.toString())).extracting(Problem::code).contains("TOO_MANY_NODES");
    }

    @Test
    void valueThatContainsItself_isRefused() {
        assertThat(problemsOf("a: &a [*a]")).first().extracting(Problem::code).isIn("TOO_DEEP", "NOT_YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void nestingWithoutEnd_isRefused(String opening) {
        assertThat(problemsOf(opening.repeat(20_000)))
                .first()
                .extracting(Problem::code)
                .isIn("TOO_DEEP", "NOT_YAML");
    }

    @Test
    void hugeFile_isRefused() {
        assertThat(problemsOf("a".repeat(YamlReader.MAX_LENGTH + 1)))
                .singleElement()
                .extracting(Problem::code)
                .isEqualTo("TOO_LARGE");
    }

    @Test
    void emptyDocuments_areLeftOut() {
        Problems problems = new Problems();
        List<YamlNode> documents = YamlReader.read("f", "---\n---\na: 1\n---\n# nothing\n", problems);
        assertThat(documents).hasSize(1);
        assertThat(problems.inOrder()).isEmpty();
    }

    @Test
    void documentThatIsNoMapping_isRefused() {
        assertThat(problems("- a")).singleElement().asString().contains("WRONG_TYPE: a rule is a document with keys");
        assertThat(problems("just text")).singleElement().asString().contains("WRONG_TYPE");
    }
}
