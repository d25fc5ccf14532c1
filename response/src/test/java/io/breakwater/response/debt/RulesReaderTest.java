package io.breakwater.response.debt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.model.Code;
import io.breakwater.model.Debt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Rules of one's own: what is wrong with them is told at once, each with its line")
class RulesReaderTest {
    private static final List<String> VALID = List.of(
            "version: 1", // 1
            "calendars:", // 2
            "  berlin: { zone: Europe/Berlin, weekend: [saturday, sunday], holidays: [2026-12-25] }", // 3
            "rules:", // 4
            "  - id: customer-told", // 5
            "    title: Word to the customers", // 6
            "    opens:", // 7
            "      - { fact: PersonalDataInvolved, where: { asProcessor: true }, due: { at: awareAt, after: P2D, calendar: berlin }, debtor: by }", // 8
            "    key: [incident]", // 9
            "    subject: incident", // 10
            "    owner: commander", // 11
            "    controls: [\"soc2:CC2.3\"]", // 12
            "    closes:", // 13
            "      - { fact: NotificationMade, where: { rule: customer-told }, by-another-human: by }", // 14
            "    escalate:", // 15
            "      - { at: 50%, to: owner }"); // 16

    static String with(int line, String instead) {
        String[] lines = VALID.toArray(String[]::new);
        lines[line - 1] = instead;
        return String.join("\n", lines);
    }

    @Test
    void theRulesThatComeWithBreakwater_areValid() {
        assertThat(DebtRules.standard().rules())
                .extracting(DebtRule::id)
                .containsExactly(
                        "approval-afterwards",
                        "revocation-proven",
                        "ticket-validated",
                        "change-documented",
                        "credential-unused",
                        "post-incident-review",
                        "gdpr-33",
                        "gdpr-33-2",
                        "stray-account",
                        "finding-answered");
    }

    @Test
    @DisplayName("the rule that withholds the glass is the one the rules of access look for")
    void theRuleThatWithholdsTheGlass_goesByTheSharedName() {
        assertThat(DebtRules.standard().rules())
                .filteredOn(rule -> rule.consequence().isPresent())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.id()).isEqualTo(Debt.APPROVAL_AFTERWARDS);
                    assertThat(rule.consequence().orElseThrow()).contains("no further glass");
                    assertThat(rule.opens())
                            .extracting(DebtRule.Opening::fact)
                            .containsExactly("GrantBypassed", "ApprovalOwed");
                });
    }

    @Test
    void theSample_isValid() {
        assertThat(DebtRules.read(String.join("\n", VALID)).rules()).hasSize(1);
    }

    static Stream<Arguments> mutations() {
        return Stream.of(
                Arguments.of(1, "version: 2", "this Breakwater reads version 1"),
                Arguments.of(1, "versoin: 1", "unknown key \"versoin\""),
                Arguments.of(3, "  berlin: { zone: Europe/Atlantis, weekend: [sunday] }", "a time zone"),
                Arguments.of(3, "  berlin: { zone: UTC, weekend: [someday] }", "a day such as saturday"),
                Arguments.of(
                        3,
                        "  berlin: { zone: UTC, weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday] }",
                        "a week needs a working day"),
                Arguments.of(3, "  berlin: { zone: UTC, holidays: [25.12.2026] }", "a date such as"),
                Arguments.of(5, "  - id: Customer Told", "a rule's id must match"),
                Arguments.of(6, "    title: ''", "it is empty"),
                Arguments.of(
                        8, "      - { fact: PersonalDataLost, due: { after: P1D }, debtor: by }", "no fact is called"),
                Arguments.of(
                        8,
                        "      - { fact: PersonalDataInvolved, due: { at: since }, debtor: by }",
                        "has no field \"since\""),
                Arguments.of(8, "      - { fact: PersonalDataInvolved, due: { at: by }, debtor: by }", "is no Instant"),
                Arguments.of(8, "      - { fact: PersonalDataInvolved, due: {}, debtor: by }", "say `at`"),
                Arguments.of(
                        8,
                        "      - { fact: PersonalDataInvolved, due: { after: 3 days }, debtor: by }",
                        "a duration such as"),
                Arguments.of(
                        8,
                        "      - { fact: PersonalDataInvolved, due: { after: -PT1H }, debtor: by }",
                        "a duration such as"),
                Arguments.of(
                        8,
                        "      - { fact: PersonalDataInvolved, due: { after: P99999D }, debtor: by }",
                        "a duration such as"),
                Arguments.of(
                        8,
                        "      - { fact: PersonalDataInvolved, due: { after: PT12H, calendar: berlin }, debtor: by }",
                        "working days are counted whole"),
                Arguments.of(
                        8,
                        "      - { fact: PersonalDataInvolved, due: { after: P1D, calendar: paris }, debtor: by }",
                        "no calendar is called \"paris\"; there are always, berlin"),
                Arguments.of(
                        8,
                        "      - { fact: PersonalDataInvolved, due: { after: P1D }, debtor: scope }",
                        "is no PersonId"),
                Arguments.of(
                        8,
                        "      - { fact: PersonalDataInvolved, where: { drill: true }, due: { after: P1D }, debtor: by }",
                        "has no field \"drill\""),
                Arguments.of(8, "      - { due: { after: P1D }, debtor: by }", "fact is missing"),
                Arguments.of(9, "    key: [grant]", "has no field \"grant\""),
                Arguments.of(10, "    subject: nothing", "has no field \"nothing\""),
                Arguments.of(11, "    owner: somebody", "\"somebody\" is nobody"),
                Arguments.of(11, "    owner: function:king", "is nobody"),
                Arguments.of(12, "    controls: [\"<script>\"]", "control"),
                Arguments.of(12, "    controls: []", "controls is empty"),
                Arguments.of(12, "    controls: soc2", "a list is expected"),
                Arguments.of(
                        3, "  berlin: { zone: Europe/Berlin, country: bavaria }", "no holidays are known of a country"),
                Arguments.of(3, "  berlin: { zone: Europe/Berlin, country: de-bx }", "did you mean b"),
                Arguments.of(3, "  berlin: { zone: Europe/Berlin, country: [de] }", "a single value is expected"),
                Arguments.of(3, "  berlin: { zone: Europe/Berlin, county: de }", "unknown key \"county\""),
                Arguments.of(
                        9,
                        "    key: [incident]\n    sooner: [{ fact: IncidentClozed, due: { after: P1D } }]",
                        "no fact is called"),
                Arguments.of(9, "    key: [incident]\n    sooner: [{ fact: IncidentClosed }]", "due is missing"),
                Arguments.of(
                        9,
                        "    key: [incident]\n    sooner: [{ fact: StrayAccountGone, due: { after: P1D } }]",
                        "has no field \"incident\""),
                Arguments.of(
                        9,
                        "    key: [incident]\n    sooner: [{ fact: IncidentClosed, due: { after: P1D }, debtor: by }]",
                        "unknown key \"debtor\""),
                Arguments.of(14, "      - { fact: NotificationMade, key: [incident, rule] }", "as many fields"),
                Arguments.of(14, "      - { fact: StrayAccountGone }", "has no field \"incident\""),
                Arguments.of(14, "      - { fact: FactAmended, opening-fact: originl }", "has no field \"originl\""),
                Arguments.of(16, "      - { at: 150%, to: owner }", "a step is taken at"),
                Arguments.of(16, "      - { at: due+tomorrow, to: owner }", "a step is taken at"),
                Arguments.of(16, "      - { at: due, to: boss }", "\"boss\" is nobody"),
                Arguments.of(16, "      - { at: due, to: owner, at: 50% }", "is here already, in line 16"));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void oneThingWrong_isToldWithItsLine(int line, String instead, String message) {
        DebtRulesInvalid invalid =
                catchThrowableOfType(DebtRulesInvalid.class, () -> DebtRules.read(with(line, instead)));

        assertThat(invalid).as("must be refused").isNotNull();
        assertThat(invalid.code()).isEqualTo(Code.DEBT_RULES_INVALID);
        assertThat(invalid.problems()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            // A key that does not fit is told where it is used; everything else where it stands.
            assertThat(problem.line()).isIn(line, line == 9 ? 8 : line, line == 9 ? 10 : line, line == 9 ? 14 : line);
        });
    }

    @Test
    void severalThingsWrong_areToldTogether_inOrder() {
        String yaml = with(5, "  - id: NOT GOOD").replace("owner: commander", "owner: nobody");

        DebtRulesInvalid invalid = catchThrowableOfType(DebtRulesInvalid.class, () -> DebtRules.read(yaml));

        assertThat(invalid.problems())
                .extracting(DebtRulesInvalid.Problem::line)
                .containsExactly(5, 11);
        assertThat(invalid).hasMessageContaining("5:9: ").hasMessageContaining("11:12: ");
    }

    @Test
    void missingKeys_areNamed() {
        assertThatThrownBy(() -> DebtRules.read("version: 1\nrules:\n  - id: x\n"))
                .hasMessageContaining("title is missing")
                .hasMessageContaining("opens is missing")
                .hasMessageContaining("closes is missing")
                .hasMessageContaining("owner is missing")
                .hasMessageContaining("key is missing");
    }

    @Test
    void anotherHumanThanWhom_isAsked() {
        assertThatThrownBy(() -> DebtRules.read(with(8, "      - { fact: PersonalDataInvolved, due: { after: P1D } }")))
                .hasMessageContaining("another human than whom?");
    }

    @Test
    void theSameRuleTwice_isRefused() {
        String rule = String.join("\n", VALID.subList(4, VALID.size()));
        assertThatThrownBy(() -> DebtRules.read(String.join("\n", VALID) + "\n" + rule))
                .hasMessageContaining("there is a rule \"customer-told\" already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "# nothing",
                "[]",
                "just text",
                "version: [1",
                "a: b: c",
                "rules: *nowhere",
                "\u0000",
                "version: 1\nrules: &a [*a]",
                "!!java.lang.Runtime {}",
                "--- 1\n--- 2",
                "{",
                "\t- x"
            })
    void whatIsNoDocumentOfRules_isRefused(String yaml) {
        assertThatThrownBy(() -> DebtRules.read(yaml)).isInstanceOf(DebtRulesInvalid.class);
    }

    @Test
    void aBombOfAliases_isRefused() {
        String bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nversion: 1\nrules: [*c,*c]";
        assertThatThrownBy(() -> DebtRules.read(bomb)).isInstanceOf(DebtRulesInvalid.class);
    }

    @Test
    void deepNestingAndGreatLength_areRefused() {
        assertThatThrownBy(() -> DebtRules.read("[".repeat(100_000))).isInstanceOf(DebtRulesInvalid.class);
        assertThatThrownBy(() -> DebtRules.read("version: 1 #" + "x".repeat(1 << 20)))
                .isInstanceOf(DebtRulesInvalid.class);
    }

    @Test
    void workingDays_skipWeekendsAndHolidays_andKeepTheTimeOfDayAcrossDaylightSaving() {
        DebtRule rule = DebtRules.read(String.join("\n", VALID)).rules().get(0);
        DebtRule.Deadline deadline = rule.opens().get(0).due();

        // Thursday before Christmas, 10:00 in Berlin; Friday is a holiday; two working days: Tuesday.
        assertThat(deadline.from(Instant.parse("2026-12-24T09:00:00Z")))
                .isEqualTo(Instant.parse("2026-12-29T09:00:00Z"));
        // The clocks go forward on Sunday 2027-03-28.
        assertThat(deadline.from(Instant.parse("2027-03-26T09:00:00Z")))
                .isEqualTo(Instant.parse("2027-03-30T08:00:00Z"));
    }

    @Test
    void stepsOfADebtThatIsOverdueWhenOpened_areNotBeforeItsOpening() {
        Instant opened = Instant.parse("2026-11-21T03:12:00Z");
        DebtRule.Escalation half = new DebtRule.Escalation(50, Duration.ZERO, "owner");

        assertThat(half.at(opened, opened.minus(Duration.ofDays(2)))).isEqualTo(opened);
        assertThat(half.at(opened, opened.plus(Duration.ofDays(2)))).isEqualTo(opened.plus(Duration.ofDays(1)));
    }

    @Test
    void theDocumentation_namesEveryRule_andItsExampleIsValid() throws IOException {
        String docs =
                Files.readString(Path.of(System.getProperty("breakwater.root"), "docs", "incidents-and-debts.md"));
        int start = docs.indexOf("```yaml") + "```yaml".length();

        assertThat(DebtRules.read(docs.substring(start, docs.indexOf("```", start)))
                        .rules())
                .hasSize(1);
        assertThat(DebtRules.standard().rules()).allMatch(rule -> docs.contains("| `" + rule.id() + "` |"));
    }
}
