package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RulesCommandsTest extends AgainstAStub {
    private static final String RULE = """
            title: A trail was stopped
            logsource: {product: aws, service: cloudtrail}
            detection:
              selection:
                eventSource: cloudtrail.amazonaws.com
                eventName: [StopLogging, DeleteTrail]
              filter:
                userAgent|contains: terraform
              condition: selection and not filter
            """;
    private static final String DELIVERED =
            "{\"eventVersion\":\"1.08\",\"eventID\":\"e-1\",\"eventTime\":\"2026-07-01T03:20:00Z\","
                    + "\"eventSource\":\"cloudtrail.amazonaws.com\",\"eventName\":\"StopLogging\",\"awsRegion\":\"eu-west-1\","
                    + "\"recipientAccountId\":\"111122223333\",\"userIdentity\":{\"type\":\"IAMUser\",\"userName\":\"bob\"}}";
    private static final String EVENT =
            "{\"eventSource\":\"cloudtrail.amazonaws.com\",\"eventName\":\"StopLogging\",\"userAgent\":\"Terraform/1\"}";

    @Test
    void lint_ofSoundRules_countsThem() throws IOException {
        file("rule.yml", RULE);
        CliRun run = line("rules lint rule.yml");
        assertThat(run.exit()).isZero();
        assertThat(run.out().strip()).isEqualTo("1 rule, 0 correlations, 0 follow-ups; 0 errors, 0 warnings");
    }

    @Test
    void lint_ofBrokenRules_listsEveryMistakeWithFileAndLine() throws IOException {
        file("rule.yml", RULE.replace("|contains", "|contain").replace("not filter", "not fitler"));
        CliRun run = line("rules lint rule.yml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("rule.yml:8:5: UNKNOWN_MODIFIER: unknown modifier \"contain\"; did you mean contains?")
                .contains("rule.yml:9:3: UNKNOWN_SELECTION")
                .contains("did you mean filter?")
                .contains("0 rules, 0 correlations, 0 follow-ups; 2 errors");
    }

    private static String delivered(String action, int minute) {
        return DELIVERED
                .replace("StopLogging", action)
                .replace("e-1", "e-" + minute)
                .replace("03:20", "03:" + minute);
    }

    @Test
    void test_ofFollowups_readsTheirSamplesLikeALog() throws IOException {
        file("feeds.yml", RULE.replace("title:", "name: stopped\ntitle:") + """
                tags: [breakwater.feeds-only]
                ---
                title: A trail was started
                name: started
                logsource: {product: aws, service: cloudtrail}
                detection: {selection: {eventName: StartLogging}, condition: selection}
                tags: [breakwater.feeds-only]
                """);
        file("followup.yml", """
                title: A trail was not started again
                type: followup
                followup: {opens: [stopped], closes: [started], group-by: [view.account], when: not-closed, within: 10m}
                level: high
                """);
        String late = delivered("StopLogging", 20) + ", " + delivered("DescribeTrails", 40);
        String closed = delivered("StopLogging", 20) + ", " + delivered("StartLogging", 25);
        file("followup.samples.yml", "matches:\n  - events: [" + late + "]\nignores:\n  - events: [" + closed + "]\n");
        CliRun sound = line("rules test feeds.yml followup.yml");
        assertThat(sound.out()).contains("2 samples, 0 failed");
        assertThat(sound.exit()).isZero();

        file(
                "followup.samples.yml",
                "ignores:\n  - name: late\n    events: [" + late + "]\n  - name: in parts\n    event: " + EVENT + "\n");
        CliRun wrong = line("rules test feeds.yml followup.yml");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.out())
                .contains("followup.samples.yml:2:5: the rule matches: late")
                .contains("the rule reads 0 of 1 events: a follow-up needs them whole, as a cloud logs them: in parts")
                .contains("2 samples, 2 failed");
    }

    @Test
    void lint_asJson_isOneDocument() throws IOException {
        file("rule.yml", RULE.replace("StopLogging", "NO"));
        CliRun run = line("rules lint rule.yml --json");
        JsonNode document = new ObjectMapper().readTree(run.out());
        assertThat(run.exit()).isZero();
        assertThat(document.at("/rules").asInt()).isEqualTo(1);
        assertThat(document.at("/problems/0/code").asText()).isEqualTo("AMBIGUOUS_YAML");
        assertThat(document.at("/problems/0/severity").asText()).isEqualTo("warning");
        assertThat(document.at("/problems/0/line").asInt()).isEqualTo(6);
    }

    @Test
    void lint_ofWhatIsNotThere_isNotAPass() {
        CliRun run = line("rules lint nowhere/");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("UNREADABLE").contains("0 rules");
    }

    @Test
    void test_triesTheSamplesBesideTheRule() throws IOException {
        file("rule.yml", RULE);
        file("rule.samples.yml", """
                matches:
                  - name: by hand
                    event: {eventSource: cloudtrail.amazonaws.com, eventName: StopLogging, userAgent: aws-cli}
                ignores:
                  - name: by the pipeline
                    event: {eventSource: cloudtrail.amazonaws.com, eventName: StopLogging, userAgent: Terraform/1}
                """);
        CliRun run = line("rules test rule.yml");
        assertThat(run.exit()).isZero();
        assertThat(run.out().strip()).isEqualTo("2 samples, 0 failed");
    }

    @Test
    void test_namesTheSampleThatFails() throws IOException {
        file("rule.yml", RULE);
        file(
                "rule.samples.yml",
                "matches:\n  - name: wrong\n    event: {eventName: StopLogging}\nignores:\n  - "
                        + EVENT.replace("Terraform/1", "curl"));
        CliRun run = line("rules test rule.yml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("rule.samples.yml:2:5: the rule does not match: wrong")
                .contains("rule.samples.yml:5:5: the rule matches: this event")
                .contains("2 samples, 2 failed");
    }

    @Test
    void test_ofARuleWithoutSamples_saysSo() throws IOException {
        file("rule.yml", RULE);
        CliRun run = line("rules test rule.yml");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("rule.yml: no samples").contains("0 samples, 0 failed");
    }

    @Test
    void explain_saysWhichSelectionsHold_andWhatTheEventHas() throws IOException {
        file("rule.yml", RULE);
        file("event.json", EVENT);
        CliRun run = line("rules explain event.json --rules rule.yml");
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().map(String::strip))
                .anyMatch(line -> line.startsWith("no match   A trail was stopped"))
                .contains(
                        "selection: holds",
                        "eventName is 'stoplogging' or eventName is 'deletetrail': holds; the event has StopLogging",
                        "filter (excludes): holds",
                        "userAgent is like '*terraform*': holds; the event has Terraform/1");
    }

    @Test
    void explain_readsStandardInput_andKnowsTheRulesOfTheProduct() throws IOException {
        CliRun run = cli().typing(EVENT).line("rules explain - --json");
        assertThat(run.exit()).isZero();
        assertThat(new ObjectMapper().readTree(run.out()).at("/rules")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "{\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":%s}", "{\"Records\":[%s]}"})
    void explain_answersOfAnEventInAnEnvelope_asAScanDoes_whatMatchesFirst(String envelope) throws IOException {
        file("event.json", envelope.formatted(DELIVERED));
        CliRun run = line("rules explain event.json");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("MATCHES").contains("A trail was stopped, deleted or changed", "no match");
    }

    @Test
    void explain_ofSeveralEvents_saysHowToGiveOne() throws IOException {
        file("event.json", "{\"Records\":[" + DELIVERED + "," + DELIVERED + "]}");
        CliRun run = line("rules explain event.json");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("these are several events", "jq '.Records[0]' log.json");
    }

    @Test
    void explain_ofWhatIsNoEvent_isRefused() throws IOException {
        file("event.json", "{\"eventName\":");
        CliRun run = line("rules explain event.json");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("this is not an event as JSON");
    }
}
