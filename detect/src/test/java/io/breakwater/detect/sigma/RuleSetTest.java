package io.breakwater.detect.sigma;

import static io.breakwater.detect.sigma.Given.event;
import static io.breakwater.detect.sigma.Given.matches;
import static io.breakwater.detect.sigma.Given.problems;
import static io.breakwater.detect.sigma.Given.read;
import static io.breakwater.detect.sigma.Given.rule;
import static io.breakwater.detect.sigma.Given.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.sigma.rule.Followup;
import io.breakwater.detect.sigma.rule.GroupField;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.RuleFiles;
import io.breakwater.detect.sigma.rule.RuleInfo;
import io.breakwater.detect.sigma.rule.RuleSet;
import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problem;
import io.breakwater.detect.sigma.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents: what they say about themselves, how they refer to each other, and what is refused. */
@DisplayName("Sigma documents")
class RuleSetTest {
    private static final String S = "s:\n  a: 1\ncondition: s";

    private static String correlation(String section) {
        return "title: C\nname: c\ncorrelation:\n" + section.indent(2);
    }

    @Test
    void head_isReadWhole() {
        RuleInfo info = sound("""
                title: Logging off
                id: 929a690e-bef0-4204-a928-ef5e620d6fcc
                name: logging_off
                status: test
                description: What it finds.
                author: Mara
                date: 2026-11-21
                tags: [attack.t1562.008, breakwater.needs-cover]
                references: [https://example.com]
                falsepositives: A planned change
                fields: [eventName]
                logsource: {product: aws, service: cloudtrail}
                detection: {s: {a: 1}, condition: s}
                level: high
                breakwater: {ask: Why?, next: Look.}
                """).info(0);
        assertThat(info.title()).isEqualTo("Logging off");
        assertThat(info.id()).contains("929a690e-bef0-4204-a928-ef5e620d6fcc");
        assertThat(info.handle()).isEqualTo("logging_off");
        assertThat(info.level()).contains(Level.HIGH);
        assertThat(info.tags()).containsExactly("attack.t1562.008", "breakwater.needs-cover");
        assertThat(info.falsePositives()).containsExactly("A planned change");
        assertThat(info.ours()).containsEntry("ask", "Why?").containsEntry("next", "Look.");
        assertThat(info.place()).hasToString("rules.yml:1:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "title: A rule      # titel: A rule        # MISSING_KEY: \"title\" is missing here, or empty",
                "product: aws       # productt: aws        # MISSING_KEY: the log source names no category, product or service",
                "name: a_rule       # status: stabel       # UNKNOWN_STATUS: unknown status \"stabel\"; did you mean stable?",
                "name: a_rule       # level: hig          # UNKNOWN_LEVEL: unknown level \"hig\"; did you mean high?",
                "name: a_rule       # id: not-a-uuid       # warning: NO_UUID: \"not-a-uuid\" is no UUID",
                "name: a_rule       # date: 21.11.2026     # warning: BAD_DATE: \"21.11.2026\" is no date; write it as 2026-11-21",
                "name: a_rule       # tags: [Attack]       # warning: BAD_TAG",
                "name: a_rule       # tags: {a: b}         # WRONG_TYPE: a single value is expected here",
                "detection:         # detektion:           # NO_RULE: this is no rule",
                "name: a_rule       # action: global       # LEGACY_ACTION: actions (global, reset, repeat) are not Sigma any more",
                "name: a_rule       # name: [a]            # 2:7: WRONG_TYPE: a single value is expected here",
            })
    void head_thatIsWrong_isToldWithItsLine(String right, String wrong, String told) {
        List<String> problems = problems(rule(S).replace(right, wrong));
        assertThat(problems)
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("rules.yml:").contains(told));
    }

    @Test
    void everyMistake_isToldAtOnce_inTheOrderOfTheFile() {
        assertThat(problems("title: ''\nlevel: x\n"
                        + rule("s:\n  a|b: 1\ncondition: t").replace("title: A rule\n", "")))
                .hasSize(5)
                .isSortedAccordingTo((a, b) -> Integer.compare(line(a), line(b)));
    }

    private static int line(String problem) {
        return Integer.parseInt(problem.split(":")[1]);
    }

    @Test
    void aRuleThatIsRefused_doesNotTakeItsNeighboursAlong() {
        RuleSet set = read(
                rule(S),
                rule("s:\n  a|nope: 1\ncondition: s").replace("a_rule", "other"),
                rule(S).replace("a_rule", "third"));
        assertThat(set.rules()).extracting(kept -> kept.info().handle()).containsExactly("a_rule", "third");
        assertThat(set.problems())
                .filteredOn(Problem::isError)
                .singleElement()
                .asString()
                .contains("rules.yml:17:5: UNKNOWN_MODIFIER");
    }

    @Test
    void idsAndNames_areGivenOnce() {
        String id = "id: 929a690e-bef0-4204-a928-ef5e620d6fcc\n";
        assertThat(problems(id + rule(S), id + rule(S).replace("a_rule", "other")))
                .containsExactly(
                        "rules.yml:13:1: DUPLICATE_ID: \"929a690e-bef0-4204-a928-ef5e620d6fcc\" is used already by "
                                + "\"A rule\" in rules.yml:2:1");
        assertThat(problems(rule(S), rule(S))).singleElement().asString().contains("DUPLICATE_NAME: \"a_rule\"");
    }

    @Test
    void logsource_ofARule_decidesWhichRecordsItIsFor() {
        Logsource rule = sound(rule(S)).rules().get(0).logsource();
        assertThat(rule.covers(Logsource.of("aws", "cloudtrail"))).isTrue();
        assertThat(rule.covers(Logsource.of("azure", "activitylogs"))).isFalse();
        assertThat(Logsource.of("aws", "cloudtrail").covers(Logsource.of("aws", "guardduty")))
                .isFalse();
        Plan plan = Plan.of(sound(rule(S)));
        assertThat(plan.matcher(Logsource.of("azure", "x"))
                        .match(event("{\"a\":1}"))
                        .isEmpty())
                .isTrue();
        assertThat(plan.matcher(Logsource.of("aws", "x"))
                        .match(event("{\"a\":1}"))
                        .toArray())
                .containsExactly(0);
    }

    private static String filter(String rules, String condition) {
        return "title: F\nlogsource: {product: aws}\nfilter:\n  rules: " + rules
                + "\n  known: {user: adm}\n  condition: " + condition;
    }

    @Test
    void filter_isJoinedToItsRules() {
        for (String rules : List.of("[a_rule]", "a_rule", "any", "[]", "[A_RULE, a_rule]")) {
            RuleSet set = sound(rule(S), filter(rules, "not known"));
            Matcher matcher = Plan.of(set).matcher();
            assertThat(matcher.match(event("{\"a\":1}")).isEmpty()).isFalse();
            assertThat(matcher.match(event("{\"a\":1,\"user\":\"adm\"}")).isEmpty())
                    .isTrue();
        }
    }

    @Test
    void filter_ofOtherRulesOrOtherLogs_changesNothing_andIsTold() {
        assertThat(problems(rule(S), filter("[other]", "not known")))
                .singleElement()
                .asString()
                .contains("FILTER_UNUSED");
        assertThat(problems(rule(S), filter("any", "not known").replace("product: aws", "product: azure")))
                .singleElement()
                .asString()
                .contains("FILTER_UNUSED");
    }

    @Test
    void filter_withoutNot_keepsOnlyWhatItDescribes_andIsTold() {
        assertThat(problems(rule(S), filter("any", "known")))
                .singleElement()
                .asString()
                .contains("warning: FILTER_KEEPS");
        assertThat(problems(filter("any", "not known").replace("rules: any", "x: {y: 1}")))
                .anySatisfy(told -> assertThat(told).contains("a filter says which rules it is for"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "timespan: 1h          # timespan: 1x          # BAD_SPAN: \"1x\" is no time span",
                "timespan: 1h          # timespan: 0h          # BAD_SPAN",
                "timespan: 1h          # timespan: 1H          # BAD_SPAN",
                "timespan: 1h          # generate: false       # MISSING_KEY: \"timespan\"",
                "type: event_count     # type: event_cuont     # UNKNOWN_TYPE: unknown type of correlation \"event_cuont\"; did you mean event_count?",
                "rules: [a_rule]       # rules: [b_rule]       # UNKNOWN_RULE: there is no rule with the id or name \"b_rule\"; did you mean a_rule?",
                "rules: [a_rule]       # generate: true        # MISSING_KEY: \"rules\"",
                "condition: {gte: 2}   # generate: true        # MISSING_KEY: \"condition\"",
                "condition: {gte: 2}   # condition: {gtee: 2}  # UNKNOWN_KEY: unknown comparison \"gtee\"; did you mean gte?",
                "condition: {gte: 2}   # condition: {gte: two} # NOT_A_NUMBER: a number is expected after gte",
                "condition: {gte: 2}   # condition: {}         # BAD_CONDITION: the condition compares with nothing",
                "condition: {gte: 2}   # condition: a_rule     # BAD_CONDITION: a condition of names belongs to temporal",
                "condition: {gte: 2}   # condition: {gte: 2, field: x} # BAD_CONDITION: this type takes no field",
                "type: event_count     # type: value_count     # MISSING_KEY: \"field\"",
                "type: event_count     # type: value_percentile # BAD_CONDITION: value_percentile, and it alone, needs percentile",
                "generate: true        # generate: perhaps     # WRONG_TYPE: true or false is expected here",
                "generate: true        # groupby: [u]          # UNKNOWN_KEY: unknown key \"groupby\"; did you mean group-by?",
                "generate: true        # aliases: {u: x}       # WRONG_TYPE: an alias names a field for each rule",
                "generate: true        # aliases: {u: {z: x}}  # UNKNOWN_RULE",
            })
    void correlation_thatIsWrong_isToldWithItsLine(String right, String wrong, String told) {
        String sound = "type: event_count\nrules: [a_rule]\ntimespan: 1h\ncondition: {gte: 2}\ngenerate: true\n";
        assertThat(sound(rule(S), correlation(sound)).correlations()).hasSize(1);
        RuleSet set = read(rule(S), correlation(sound.replace(right.strip(), wrong.strip())));
        assertThat(set.correlations()).isEmpty();
        assertThat(set.problems())
                .anySatisfy(problem ->
                        assertThat(problem.toString()).startsWith("rules.yml:1").contains(told));
    }

    @Test
    void correlation_ofItself_orOfARefusedRule_isRefused() {
        String temporal = "type: temporal\ngroup-by: [u]\ntimespan: 1h\n";
        assertThat(problems(correlation(temporal + "rules: [c]\n")))
                .singleElement()
                .asString()
                .contains("UNUSABLE_RULE");
        assertThat(problems(rule("s:\n  a|no: 1\ncondition: s"), correlation(temporal + "rules: [a_rule]\n")))
                .hasSize(2)
                .last()
                .asString()
                .contains("UNUSABLE_RULE: the correlation is about itself, or about a rule that has errors");
    }

    @Test
    void correlations_mayBeWrittenBeforeWhatTheyAreAbout() {
        RuleSet set = sound(
                correlation("type: event_count\nrules: [inner]\ntimespan: 1h\ncondition: {gte: 2}\n"),
                correlation("type: event_count\nrules: [a_rule]\ntimespan: 1h\ncondition: {gte: 2}\n")
                        .replace("name: c", "name: inner"),
                rule(S));
        assertThat(set.correlations()).extracting(c -> c.info().handle()).containsExactly("inner", "c");
        assertThat(set.correlations()).extracting(c -> c.sources()).containsExactly(List.of(0), List.of(1));
        assertThat(set.isCorrelation(0)).isFalse();
        assertThat(set.info(2).handle()).isEqualTo("c");
    }

    @Test
    void followup_isReadWithTheNumbersOfItsRules() {
        RuleSet set = sound(rule(S), rule(S).replace("a_rule", "b_rule"), """
                title: Not undone
                type: followup
                followup:
                  opens: [a_rule]
                  closes: [b_rule]
                  within: 24h
                  group-by: [account, trail|last]
                  aliases: {account: {a_rule: x.y, b_rule: z}}
                  when: closed-late
                """);
        Followup followup = set.followups().get(0);
        assertThat(followup.opens()).containsExactly(0);
        assertThat(followup.closes()).containsExactly(1);
        assertThat(followup.within()).contains(Duration.ofDays(1));
        assertThat(followup.when()).isEqualTo(Followup.When.CLOSED_LATE);
        assertThat(followup.aliases().get("account")).containsEntry(0, "x.y").containsEntry(1, "z");
        assertThat(followup.groupBy()).containsExactly(new GroupField("account", false), new GroupField("trail", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "opens: [a_rule]   # opens: [nope]      # UNKNOWN_RULE",
                "closes: [a_rule]  # opend: [a_rule]    # MISSING_KEY: \"closes\"",
                "when: closed      # when: close        # did you mean closed?",
                "when: closed      # when: closed-late  # MISSING_KEY: closed-late needs a time span under within",
                "when: closed      # within: soon       # BAD_SPAN",
                "when: closed      # group-by: ['x|lst']  # UNKNOWN_MODIFIER: unknown modifier \"lst\"; did you mean last?",
                "type: followup    # type: filter       # UNKNOWN_TYPE: the type says \"filter\", the document has a section followup",
            })
    void followup_thatIsWrong_isTold(String right, String wrong, String told) {
        String sound = "title: F\ntype: followup\nfollowup:\n  opens: [a_rule]\n  closes: [a_rule]\n  when: closed\n";
        RuleSet set = read(rule(S), sound.replace(right.strip(), wrong.strip()));
        assertThat(set.followups()).isEmpty();
        assertThat(set.problems())
                .anySatisfy(problem -> assertThat(problem.toString()).contains(told));
    }

    @Test
    void files_areFoundInFolders_withoutSamples_andWhatCannotBeReadIsTold(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b/two.yaml"), rule(S).replace("a_rule", "two"));
        Files.writeString(folder.resolve("one.yml"), "\uFEFF" + rule(S));
        Files.writeString(folder.resolve("one.samples.yml"), "matches: []");
        Files.writeString(folder.resolve("notes.txt"), "none");
        Files.write(folder.resolve("z.yml"), "title: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
        Problems problems = new Problems();
        List<RuleSource> found = RuleFiles.find(List.of(folder, folder.resolve("missing")), problems);
        assertThat(found)
                .extracting(source -> Path.of(source.name()).getFileName().toString())
                .containsExactly("two.yaml", "one.yml");
        assertThat(problems.inOrder()).extracting(Problem::code).containsExactlyInAnyOrder("NOT_UTF_8", "UNREADABLE");
    }

    @Test
    void emptySet_matchesNothing() {
        RuleSet set = sound("");
        assertThat(set.isSound()).isTrue();
        assertThat(Plan.of(set).matcher().match(event("{\"a\":1}")).isEmpty()).isTrue();
        assertThat(matches(rule(S), "{}")).isFalse();
    }
}
