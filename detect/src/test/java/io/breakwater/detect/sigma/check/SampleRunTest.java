package io.breakwater.detect.sigma.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.sigma.Given;
import io.breakwater.detect.sigma.Plan;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problem;
import io.breakwater.detect.sigma.yaml.Problems;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Sigma: samples beside rules")
class SampleRunTest {
    private static final String RULE = Given.selection("a: 1");
    private static final String TWICE =
            "title: Twice\ncorrelation: {type: event_count, rules: [a_rule], timespan: 1m, condition: {gte: 2}}";

    private static List<Sample> samples(String text) {
        Problems problems = new Problems();
        List<Sample> samples = SampleFile.read(new RuleSource("r.samples.yml", text), problems);
        assertThat(problems.inOrder()).isEmpty();
        return samples;
    }

    private static List<Boolean> passed(String samples, String... documents) {
        SampleRun run = new SampleRun(Plan.of(Given.sound(documents)), "rules.yml");
        return samples(samples).stream().map(sample -> run.run(sample).passed()).toList();
    }

    @Test
    void samples_areReadAsALogWouldHoldThem() {
        List<Sample> samples = samples("""
                matches:
                  - name: one
                    event: {a: 1, b: [x, null, true], c: {d: '5', e: 0.5}, f: 1e3, g: 2026-11-21}
                ignores:
                  - {a: 2}
                  - name: some
                    events: [{a: 3}, {a: 4}]
                """);
        assertThat(samples).extracting(Sample::name).containsExactly("one", "", "some");
        assertThat(samples).extracting(Sample::matches).containsExactly(true, false, false);
        assertThat(samples.get(0).events().get(0).json())
                .isEqualTo(
                        "{\"a\":1,\"b\":[\"x\",null,true],\"c\":{\"d\":\"5\",\"e\":0.5},\"f\":\"1e3\",\"g\":\"2026-11-21\"}");
        assertThat(samples.get(2).events()).extracting(RawRecord::json).containsExactly("{\"a\":3}", "{\"a\":4}");
        assertThat(samples.get(1).place()).hasToString("r.samples.yml:5:5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "matchs: []                      # 1:1: UNKNOWN_KEY: unknown key \"matchs\"; did you mean matches?",
                "matches: {a: 1}                 # 1:10: WRONG_TYPE: a list of samples is expected here",
                "matches: [x]                    # 1:11: WRONG_TYPE: a sample is an event, or a name and an event",
                "matches: [{event: {}, tims: 3}] # 1:23: UNKNOWN_KEY: unknown key \"tims\"; did you mean times?",
                "matches: [{event: {}, times: 0}] # 1:23: NOT_A_NUMBER: times is a number from 1 to 10000",
                "matches: [{event: {}, times: 99999}] # 1:23: NOT_A_NUMBER",
                "- a                             # 1:1: WRONG_TYPE: samples are lists under matches and ignores",
            })
    void samplesThatAreWrong_areToldWithTheirPlace(String text, String told) {
        Problems problems = new Problems();
        SampleFile.read(new RuleSource("s.yml", text), problems);
        assertThat(problems.inOrder())
                .first()
                .extracting(Problem::toString)
                .asString()
                .startsWith("s.yml:" + told);
    }

    @Test
    void rule_isJudgedOnEachEvent() {
        assertThat(passed("matches: [{a: 1}, {a: 2}, {events: [{a: 1}, {a: 2}]}]\nignores: [{a: 2}, {a: 1}]", RULE))
                .containsExactly(true, false, false, true, false);
    }

    @Test
    void correlation_isJudgedOnTheEventsTogether_inTheOrderOfTheirTimes() {
        String late = "{a: 1, eventTime: '2026-11-21T03:14:00Z'}";
        String early = "{a: 1, eventTime: '2026-11-21T03:12:00Z'}";
        String soon = "{a: 1, eventTime: '2026-11-21T03:12:30'}";
        String text = "matches:\n  - events: [" + soon + ", " + early + "]\n  - {event: " + early
                + ", times: 2}\n  - events: [" + late + ", " + early + "]\nignores:\n  - {event: " + early
                + "}\n  - events: [" + late + ", " + early + "]\n";
        assertThat(passed(text, RULE, TWICE)).containsExactly(true, true, false, true, true);
    }

    @Test
    void failure_saysWhatTheRuleDid() {
        SampleRun run = new SampleRun(Plan.of(Given.sound(RULE)), "rules.yml");
        List<Sample> samples = samples("matches: [{a: 2}]\nignores: [{a: 1}]");
        assertThat(run.run(samples.get(0)).said()).isEqualTo("does not match");
        assertThat(run.run(samples.get(1)).said()).isEqualTo("matches");
    }

    @Test
    void ruleThatGivesUp_fitsNoSample() {
        SampleRun run = new SampleRun(Plan.of(Given.sound(Given.selection("a|re: '^((a+)+)\\2b$'"))), "rules.yml");
        Sample sample = samples("ignores: [{a: " + "a".repeat(200) + "}]").get(0);
        assertThat(run.run(sample).passed()).isFalse();
        assertThat(run.run(sample).said()).isEqualTo("a regular expression of the rule gave up");
    }

    @Test
    void onlyTheRulesOfTheFile_areJudged() {
        SampleRun run = new SampleRun(Plan.of(Given.sound(RULE)), "other.yml");
        assertThat(run.isPossible()).isFalse();
        assertThat(run.run(samples("matches: [{a: 1}]").get(0)).passed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"rules/a.yml, rules/a.samples.yml", "a.yaml, a.samples.yml", "a.b.yml, a.b.samples.yml"})
    void samples_lieBesideTheirRule(String rule, String samples) {
        assertThat(SampleFile.beside(rule)).isEqualTo(samples);
    }
}
