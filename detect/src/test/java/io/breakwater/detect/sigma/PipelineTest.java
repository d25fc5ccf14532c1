package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.event;
import static io.breakwater.detect.sigma.Given.problems;
import static io.breakwater.detect.sigma.Given.selection;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.Pipeline;
import io.breakwater.detect.sigma.rule.RuleOptions;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problem;
import io.breakwater.detect.sigma.yaml.Problems;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules written for one naming of fields, read for another; and placeholders. */
@DisplayName("Sigma pipelines and placeholders")
class PipelineTest {
    private static RuleSet through(String transformations, String selection) {
        Problems problems = new Problems();
        Optional<Pipeline> pipeline = Pipeline.read(
                new RuleSource("pipeline.yml", "name: p\ntransformations:\n" + transformations.indent(2)), problems);
        assertThat(problems.inOrder()).isEmpty();
        return RuleSet.read(
                List.of(new RuleSource("rules.yml", selection(selection))),
                RuleOptions.of(List.of(pipeline.orElseThrow())));
    }

    private static boolean selects(String transformations, String selection, String json) {
        RuleSet set = through(transformations, selection);
        assertThat(set.problems()).filteredOn(Problem::isError).isEmpty();
        return !Plan.of(set).matcher().match(event(json)).isEmpty();
    }

    private static final String MAPPING =
            "- type: field_name_mapping\n  mapping:\n    user: [u.name, caller]\n    op: operation\n";

    @Test
    void renamedField_isReadUnderItsOtherNames() {
        assertThat(selects(MAPPING, "op: x", "{\"operation\":\"x\"}")).isTrue();
        assertThat(selects(MAPPING, "op: x", "{\"op\":\"x\"}")).isFalse();
        assertThat(selects(MAPPING, "user: eve", "{\"caller\":\"eve\"}")).isTrue();
        assertThat(selects(MAPPING, "user: eve", "{\"u\":{\"name\":\"eve\"}}")).isTrue();
        assertThat(selects(MAPPING, "user|neq: eve", "{\"u\":{\"name\":\"bob\"},\"caller\":\"eve\"}"))
                .isFalse();
        assertThat(selects(MAPPING, "other: 1", "{\"other\":1}")).isTrue();
    }

    private static final String MEANING = "- type: value_meaning\n  field: Status\n  values:\n"
            + "    Success: [{code: 0}, {inner.code: 0}]\n    Failure: {code|gt: 0}\n";

    @Test
    void valueThatTheLogSaysOtherwise_isAskedInItsOwnWords_besideAsItIsWritten() {
        assertThat(selects(MEANING, "Status: success", "{\"code\":0}")).isTrue();
        assertThat(selects(MEANING, "Status: Success", "{\"inner\":{\"code\":\"0\"}}"))
                .isTrue();
        assertThat(selects(MEANING, "Status: Success", "{\"Status\":\"SUCCESS\"}"))
                .isTrue();
        assertThat(selects(MEANING, "Status: Success", "{\"code\":7}")).isFalse();
        assertThat(selects(MEANING, "Status: Failure", "{\"code\":7}")).isTrue();
        assertThat(selects(MEANING, "Status|neq: Success", "{\"code\":0}")).isFalse();
        assertThat(selects(MEANING, "Status|neq: Success", "{\"code\":7}")).isTrue();
        assertThat(selects(MEANING, "Status|startswith: Success", "{\"code\":0}"))
                .isFalse();
        assertThat(selects(MEANING, "Other: Success", "{\"code\":0}")).isFalse();
        assertThat(selects(MEANING + MAPPING, "Status: Success", "{\"code\":0}"))
                .isTrue();
    }

    @Test
    void renamedField_isNullWhenAllItsNamesAre_andExistsWhenOneDoes() {
        assertThat(selects(MAPPING, "user: null", "{\"caller\":\"eve\"}")).isFalse();
        assertThat(selects(MAPPING, "user: null", "{\"x\":1}")).isTrue();
        assertThat(selects(MAPPING, "user|exists: true", "{\"caller\":1}")).isTrue();
        assertThat(selects(MAPPING, "user|exists: false", "{\"caller\":1}")).isFalse();
        assertThat(selects(MAPPING, "op|fieldref: user", "{\"operation\":\"a\",\"caller\":\"A\"}"))
                .isTrue();
    }

    @Test
    void steps_applyOnlyToTheRulesTheyAreFor() {
        String only = MAPPING.replace("- type", "- only-for: {product: azure}\n  type");
        assertThat(selects(only, "op: x", "{\"op\":\"x\"}")).isTrue();
        assertThat(selects(only.replace("azure", "aws"), "op: x", "{\"operation\":\"x\"}"))
                .isTrue();
    }

    @Test
    void prefix_conditionAndLogsource_areAddedInOrder() {
        String steps =
                "- type: field_name_prefix\n  prefix: 'properties.'\n- type: add_condition\n  conditions: {kind: audit}\n"
                        + "- type: change_logsource\n  logsource: {product: m365, service: audit}\n";
        assertThat(selects(steps, "op: x", "{\"properties\":{\"op\":\"x\"},\"kind\":\"audit\"}"))
                .isTrue();
        assertThat(selects(steps, "op: x", "{\"properties\":{\"op\":\"x\"}}")).isFalse();
        assertThat(through(steps, "op: x").rules().get(0).logsource()).isEqualTo(Logsource.of("m365", "audit"));
    }

    private static final String PLACEHOLDERS =
            "- type: value_placeholders\n  values:\n    admins: [alice, 'bob*']\n    host: 'h1'\n";

    @Test
    void placeholders_areReplacedWhereExpandAsksForIt() {
        assertThat(selects(PLACEHOLDERS, "u|expand: '%admins%'", "{\"u\":\"Bobby\"}"))
                .isTrue();
        assertThat(selects(PLACEHOLDERS, "u|expand: '%admins%'", "{\"u\":\"carol\"}"))
                .isFalse();
        assertThat(selects(PLACEHOLDERS, "u|expand: '%admins%@%host%'", "{\"u\":\"alice@h1\"}"))
                .isTrue();
        assertThat(selects(PLACEHOLDERS, "u|expand|contains: 'x%host%'", "{\"u\":\"..xh1..\"}"))
                .isTrue();
        assertThat(selects(PLACEHOLDERS, "u: '%admins%'", "{\"u\":\"%admins%\"}"))
                .isTrue();
        assertThat(selects(PLACEHOLDERS, "u|expand: '\\%plain%host%'", "{\"u\":\"%plainh1\"}"))
                .isTrue();
        assertThat(selects(PLACEHOLDERS, "u|re|expand: '^%host%$'", "{\"u\":\"h1\"}"))
                .isTrue();
    }

    @Test
    void placeholderWithoutAValue_isRefusedByName() {
        assertThat(problems(selection("u|expand: '%admins%'")))
                .containsExactly("rules.yml:8:15: UNKNOWN_PLACEHOLDER: the placeholder %admins% has no value");
        assertThat(through(PLACEHOLDERS, "u|expand: '%admin%'").problems())
                .singleElement()
                .asString()
                .endsWith("did you mean admins?");
    }

    /** Names by the hundred, of which all pairs fit and no more. */
    @Test
    void placeholdersOfTooManyValues_areRefused_andNoneIsLeftOutInSilence() {
        String hundred = "- type: value_placeholders\n  values:\n    n: "
                + IntStream.range(0, 100).mapToObj(i -> "v" + i).toList() + "\n    two: [a, b]\n";
        assertThat(selects(hundred, "u|expand: '%n%-%n%'", "{\"u\":\"v99-v99\"}"))
                .isTrue();
        for (String text : List.of(
                "u|expand: '%n%-%n%-%two%'", "u|re|expand: '%two%%n%%n%'", "u|expand: '" + "%n%".repeat(30) + "'")) {
            assertThat(through(hundred, text).problems())
                    .singleElement()
                    .asString()
                    .contains("8:")
                    .contains("TOO_MANY_VALUES: the placeholders stand for more than 10000 values together");
        }
    }

    @Test
    void manyPlaceholdersInOneText_areAllReplaced() {
        String one = "- type: value_placeholders\n  values:\n    o: x\n";
        assertThat(selects(one, "u|expand: '" + "%o%".repeat(20_000) + "'", "{\"u\":\"" + "x".repeat(20_000) + "\"}"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "transformations: []\\nx: 1                                # 2:1: UNKNOWN_KEY",
                "name: x                                                   # MISSING_KEY: \"transformations\"",
                "transformations: [{type: set_state}]                      # UNKNOWN_STEP: the step \"set_state\" is not supported",
                "transformations: [{type: field_name_mapping}]             # MISSING_KEY: \"mapping\"",
                "transformations: [{type: field_name_mapping, mapping: {a: []}}] # MISSING_KEY: \"a\"",
                "transformations: [{type: field_name_prefix}]              # MISSING_KEY: \"prefix\"",
                "transformations: [{type: add_condition}]                  # MISSING_KEY: \"conditions\"",
                "transformations: [x]                                      # WRONG_TYPE: a step has keys",
                "[]                                                        # WRONG_TYPE: a pipeline is one document with keys",
            })
    void pipeline_thatIsWrong_isRefusedWithItsPlace(String text, String told) {
        Problems problems = new Problems();
        assertThat(Pipeline.read(new RuleSource("p.yml", text.replace("\\n", "\n")), problems))
                .isEmpty();
        assertThat(problems.inOrder())
                .anySatisfy(problem ->
                        assertThat(problem.toString()).startsWith("p.yml:").contains(told));
    }
}
