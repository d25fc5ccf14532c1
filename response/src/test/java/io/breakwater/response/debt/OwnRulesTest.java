package io.breakwater.response.debt;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.ledger.Follower;
import io.breakwater.ledger.Recorded;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.HouseFact.DebtRulesChanged;
import io.breakwater.model.IncidentFact.IncidentReopened;
import io.breakwater.model.IncidentFact.NotificationMade;
import io.breakwater.model.IncidentFact.PersonalDataInvolved;
import io.breakwater.model.IncidentId;
import io.breakwater.response.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
        "Debt rules of one's own: added to those there are, on the record, and nothing owed is touched by a change")
class OwnRulesTest {
    private static final String TOLD = """
            version: 1
            rules:
              - id: customer-told
                title: Word to the customers
                opens:
                  - { fact: PersonalDataInvolved, due: { at: awareAt, after: %s } }
                key: [incident]
                owner: %s
                controls: ["soc2:CC2.3"]
                closes:
                  - { fact: %s, where: { rule: customer-told } }
            """;
    private static final String TWO_DAYS = TOLD.formatted("P2D", "commander", "NotificationMade");
    private static final String ONE_DAY = TOLD.formatted("P1D", "function:security-approver", "NotificationMade");

    private final World world = new World();
    private final IncidentId incident = world.declared();

    private void adopt(String... document) {
        RulesOnRecord.adopt(
                world.journal, Optional.ofNullable(document.length == 0 ? null : OwnDebtRules.read(document[0])));
        world.settle();
    }

    private void personalData() {
        world.happens(new PersonalDataInvolved(incident, world.now(), world.text("orders"), false, ALICE));
    }

    private void notified() {
        world.happens(new NotificationMade(incident, "customer-told", "the customers", world.text("mail"), BOB));
    }

    private static String replacing(String id, String change, String with) {
        String standard = DebtRules.resource("debts.yaml");
        int begin = standard.indexOf("  - id: " + id + "\n");
        int end = standard.indexOf("\n  - id: ", begin);
        String rule = standard.substring(begin, end < 0 ? standard.length() : end);
        assertThat(rule).contains(change);
        return "version: 1\nrules:\n" + rule.replace(change, with) + "\n";
    }

    @Test
    void rulesOfOnesOwn_areAddedToThoseThereAre() {
        adopt(TWO_DAYS);
        personalData();

        assertThat(world.debt("customer-told").dueAt()).isEqualTo(world.now().plus(Duration.ofDays(2)));
        assertThat(world.debt("gdpr-33").status()).isEqualTo(DebtStatus.OPEN);
        notified();
        assertThat(world.debt("customer-told").status()).isEqualTo(DebtStatus.CLOSED);
        assertThat(world.debt("gdpr-33").status()).isEqualTo(DebtStatus.OPEN);
    }

    @Test
    void aRuleOfTheSameName_takesThePlaceOfOneThatComesWithBreakwater() {
        adopt(replacing("post-incident-review", "owner: commander", "owner: function:auditor")
                .replace("P14D", "P5D"));
        DebtRules inForce = world.journal.read(new RulesOnRecord(DebtRules.standard())::inForce);

        assertThat(inForce.rules()).hasSameSizeAs(DebtRules.standard().rules());
        assertThat(inForce.isOwn("post-incident-review")).isTrue();
        assertThat(inForce.isOwn("gdpr-33")).isFalse();
        assertThat(inForce.rule("post-incident-review")
                        .orElseThrow()
                        .opens()
                        .get(0)
                        .due()
                        .after())
                .isEqualTo(Duration.ofDays(5));
    }

    @Test
    void theChange_isAFactWithTheText_once() {
        adopt(TWO_DAYS);
        adopt(TWO_DAYS);
        adopt(ONE_DAY);
        adopt();
        adopt();

        String two = OwnDebtRules.read(TWO_DAYS).digest();
        String one = OwnDebtRules.read(ONE_DAY).digest();
        List<DebtRulesChanged> changes = world.journal.facts(DebtRulesChanged.class);
        assertThat(changes)
                .extracting(DebtRulesChanged::before)
                .containsExactly(Optional.empty(), Optional.of(two), Optional.of(one));
        assertThat(changes)
                .extracting(DebtRulesChanged::after)
                .containsExactly(Optional.of(two), Optional.of(one), Optional.empty());
        assertThat(world.journal.content(changes.get(0).document().orElseThrow()))
                .hasValueSatisfying(
                        content -> assertThat(new String(content.bytes(), java.nio.charset.StandardCharsets.UTF_8))
                                .isEqualTo(TWO_DAYS));
    }

    @Test
    void aServerWithoutRulesOfItsOwn_recordsNothing() {
        adopt();

        assertThat(world.journal.facts(DebtRulesChanged.class)).isEmpty();
    }

    @Test
    void whatIsOwed_staysAsItWasOpened_whenTheRuleChanges() {
        adopt(TWO_DAYS);
        personalData();
        Debt before = world.debt("customer-told");
        adopt(ONE_DAY);

        assertThat(world.debt("customer-told")).isEqualTo(before);
        personalData();
        assertThat(world.debts("customer-told")).as("still the same debt").containsExactly(before);
    }

    @Test
    void whatIsOwed_isPaidByWhatItsRuleSaid_evenWhenTheRuleIsGone() {
        adopt(TWO_DAYS);
        personalData();
        adopt();
        notified();

        assertThat(world.debt("customer-told").status()).isEqualTo(DebtStatus.CLOSED);
        personalData();
        assertThat(world.debts("customer-told")).as("opens nothing any more").hasSize(1);
    }

    @Test
    void whatIsOwed_isNotPaidByWhatALaterRuleOfThatNameSays() {
        adopt(TWO_DAYS);
        personalData();
        adopt("""
                version: 1
                rules:
                  - id: customer-told
                    title: Word to the customers
                    opens: [{ fact: IncidentClosed, due: { after: P1D } }]
                    key: [incident]
                    owner: commander
                    controls: ["soc2:CC2.3"]
                    closes: [{ fact: IncidentReopened }]
                """);
        world.happens(new IncidentReopened(incident, world.text("more"), CAROL));

        assertThat(world.debt("customer-told").status()).isEqualTo(DebtStatus.OPEN);
        notified();
        assertThat(world.debt("customer-told").status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    @DisplayName(
            "A debt of a rule that comes with Breakwater is paid by it, though a rule of one's own has its name now")
    void whatTheReplacedRuleOpened_isPaidByWhatItSaid() {
        world.happens(new PersonalDataInvolved(incident, world.now(), world.text("orders"), true, ALICE));
        adopt(replacing("gdpr-33-2", "fact: NotificationMade, where: { rule: gdpr-33-2 }", "fact: IncidentReopened"));
        world.happens(new IncidentReopened(incident, world.text("more"), CAROL));
        assertThat(world.debt("gdpr-33-2").status()).isEqualTo(DebtStatus.OPEN);

        world.happens(new NotificationMade(incident, "gdpr-33-2", "the customers", world.text("mail"), BOB));
        assertThat(world.debt("gdpr-33-2").status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    @DisplayName("Rules that fitted an earlier Breakwater, and would not fit this one, keep nobody from following")
    void rulesOnTheRecord_areReadAsTheyAre_thoughTheyWouldNotBeTakenNow() {
        String earlier = replacing("gdpr-33", "after: PT72H", "after: PT96H");
        world.journal.transact(tx -> tx.state().insert("00".repeat(32), new RulesOnRecord.DebtRulesEdition(earlier)));
        adopt(TWO_DAYS);
        personalData();

        assertThat(world.debt("customer-told").status()).isEqualTo(DebtStatus.OPEN);
        assertThat(OwnDebtRules.lint(earlier)).isNotEmpty();
    }

    @Test
    void aFactBeforeTheChange_isFollowedByTheRulesOfItsTime_howeverLate() {
        world.journal.transact(tx -> tx.append(
                io.breakwater.model.Actor.system("access"),
                new PersonalDataInvolved(incident, world.now(), tx.keep("orders"), false, ALICE)));
        RulesOnRecord.adopt(world.journal, Optional.of(OwnDebtRules.read(TWO_DAYS)));
        world.settle();

        assertThat(world.debts("customer-told")).isEmpty();
        personalData();
        assertThat(world.debts("customer-told")).hasSize(1);
    }

    @Test
    void anotherServer_goesByTheRecord_andReplayOpensNothingTwice() {
        adopt(ONE_DAY);
        personalData();
        int before = world.journal.facts(DebtOpened.class).size();
        Follower other = new DebtFollower(DebtRules.standard());
        for (Recorded fact : world.journal.all()) {
            world.journal.transact(tx -> {
                other.follow(tx, fact);
                return true;
            });
        }
        assertThat(world.journal.facts(DebtOpened.class)).hasSize(before);
        world.happens(new IncidentReopened(incident, world.text("more"), CAROL));
        world.journal.with(other);
        notified();
        assertThat(world.debt("customer-told").status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    void rulesThatComeAgain_stillLeaveTheOthersDebtsPayable() {
        adopt(TWO_DAYS);
        personalData();
        adopt(ONE_DAY);
        adopt(TWO_DAYS);
        adopt(ONE_DAY);
        notified();

        assertThat(world.debt("customer-told").status()).isEqualTo(DebtStatus.CLOSED);
    }

    // --- what the law and the rules of access count on ---------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"approval-afterwards", "revocation-proven", "gdpr-33"})
    void ownersAndSteps_mayBeOnesOwn_everywhere(String rule) {
        String owner = DebtRules.standard().rule(rule).orElseThrow().owner();

        assertThat(OwnDebtRules.lint(replacing(rule, "owner: " + owner, "owner: function:administrator")))
                .isEmpty();
    }

    @org.junit.jupiter.params.provider.CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            approval-afterwards | due: { at: reviewDueAt } }\\n      - { fact: ApprovalOwed | due: { after: P30D } }\\n      - { fact: ApprovalOwed
            approval-afterwards | - { fact: GrantReviewed }     | - { fact: GrantEnding }
            revocation-proven   | - { fact: RevocationProven }  | - { fact: GrantEnding }
            revocation-proven   | { fact: GrantEnding, due: { after: PT5M } } | { fact: GrantEnding, due: { after: P5D } }
            gdpr-33             | after: PT72H                  | after: PT96H
            gdpr-33             | drills: false                 | drills: true
            gdpr-33             | several: true                 | several: false
            """)
    @ParameterizedTest
    void whatOpensAndPaysThem_stays(String rule, String change, String with) {
        String document = replacing(rule, change.replace("\\n", "\n"), with.replace("\\n", "\n"));
        DebtRulesInvalid invalid = catchThrowableOfType(DebtRulesInvalid.class, () -> OwnDebtRules.read(document));

        assertThat(invalid.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.message()).startsWith(rule + " comes with Breakwater");
        });
    }

    @Test
    void moreThatPullsADeadlineForward_isWelcome() {
        String document = replacing(
                "revocation-proven",
                "      - { fact: GrantActivationFailed, due: { after: PT5M } }",
                "      - { fact: GrantActivationFailed, due: { after: PT5M } }\n"
                        + "      - { fact: GrantWithdrawn, due: { after: PT1M } }");

        assertThat(OwnDebtRules.lint(document)).isEmpty();
    }

    @Test
    void deadlinesInWorkingDays_passOverTheHolidaysOfTheCountry() {
        adopt("""
                version: 1
                calendars:
                  here: { zone: Europe/Berlin, weekend: [saturday, sunday], country: de }
                rules:
                  - id: customer-told
                    title: Word to the customers
                    opens: [{ fact: PersonalDataInvolved, due: { at: awareAt, after: P1D, calendar: here } }]
                    key: [incident]
                    owner: commander
                    controls: ["soc2:CC2.3"]
                    closes: [{ fact: NotificationMade, where: { rule: customer-told } }]
                """);
        Instant christmasEve = Instant.parse("2026-12-24T09:00:00Z");
        world.happens(new PersonalDataInvolved(incident, christmasEve, world.text("orders"), false, ALICE));

        assertThat(world.debt("customer-told").dueAt()).isEqualTo(Instant.parse("2026-12-28T09:00:00Z"));
    }
}
