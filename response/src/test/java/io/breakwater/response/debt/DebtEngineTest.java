package io.breakwater.response.debt;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.CAROL;
import static io.breakwater.response.World.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.Recorded;
import io.breakwater.model.Approval;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtEscalated;
import io.breakwater.model.DebtFact.DebtMissed;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import io.breakwater.model.Function;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.HouseFact.StrayAccountFound;
import io.breakwater.model.HouseFact.StrayAccountGone;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.TargetName;
import io.breakwater.model.UnknownFact;
import io.breakwater.response.World;
import io.breakwater.response.debt.DebtBook.DebtAlarm;
import io.breakwater.response.debt.DebtBook.OwedDebt;
import io.breakwater.response.debt.DebtBook.OwedUnder;
import io.breakwater.response.incident.AssignRole;
import io.breakwater.response.incident.ReleaseRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The debts' engine: once, in time, and for ever")
class DebtEngineTest {
    private static final String RULE = "approval-afterwards";

    private final World world = new World();
    private final IncidentId incident = world.declared();
    private final GrantId grant = world.grant(incident, 1, GrantState.ACTIVE);

    private FactId bypassed() {
        return world.happens(new GrantBypassed(
                incident, grant, ALICE, Optional.empty(), world.now().plus(Duration.ofHours(72))));
    }

    private FactId reviewed() {
        return world.happens(new GrantReviewed(
                incident, grant, CAROL, Function.SECURITY_APPROVER, Approval.Decision.APPROVE, world.text("ok")));
    }

    private <T> long of(Class<T> facts) {
        return world.journal.facts(io.breakwater.model.DebtFact.class).stream()
                .filter(facts::isInstance)
                .filter(fact -> ruleOf(fact).equals(RULE))
                .count();
    }

    private static String ruleOf(io.breakwater.model.DebtFact fact) {
        if (fact instanceof DebtOpened opened) {
            return opened.rule();
        } else if (fact instanceof DebtClosed closed) {
            return closed.rule();
        } else if (fact instanceof DebtMissed missed) {
            return missed.rule();
        }
        return ((DebtEscalated) fact).rule();
    }

    private void replay() {
        DebtFollower follower = new DebtFollower(DebtRules.standard());
        for (Recorded fact : world.journal.all()) {
            world.journal.transact(tx -> {
                follower.follow(tx, fact);
                return true;
            });
        }
    }

    @Test
    void replayingEveryFact_opensAndPaysNothingTwice() {
        bypassed();
        reviewed();
        int before = world.journal.all().size();
        replay();
        replay();

        assertThat(world.journal.all()).hasSize(before);
        assertThat(of(DebtOpened.class)).isEqualTo(1);
        assertThat(of(DebtClosed.class)).isEqualTo(1);
    }

    @Test
    void theSameFactTwiceWhileItIsOwed_isOneDebt() {
        bypassed();
        bypassed();

        assertThat(of(DebtOpened.class)).isEqualTo(1);
    }

    @Test
    void aSecondPayment_paysNothing() {
        bypassed();
        FactId first = reviewed();
        reviewed();

        assertThat(of(DebtClosed.class)).isEqualTo(1);
        assertThat(world.debt(RULE).closedBy()).contains(first);
    }

    @Test
    void aPaymentOfNothing_isNothing() {
        reviewed();
        bypassed();

        assertThat(world.debt(RULE).status()).isEqualTo(DebtStatus.OPEN);
    }

    @Test
    void aTransactionThatFails_leavesNoDebt() {
        Recorded fact = world.journal.fact(bypassed()).orElseThrow();
        World other = new World();
        int before = other.journal.all().size();
        try {
            other.journal.transact(tx -> {
                new DebtFollower(DebtRules.standard()).follow(tx, fact);
                throw new IllegalStateException("the power goes");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("the power goes");
        }

        assertThat(other.debts(RULE)).isEmpty();
        assertThat(other.journal.all()).hasSize(before);
    }

    @Test
    void aClockThatGoesBack_takesNoStepTwice_andUnmissesNothing() {
        bypassed();
        world.pass(Duration.ofHours(80));
        long steps = of(DebtEscalated.class);
        world.pass(Duration.ofHours(-79)).pass(Duration.ofHours(40)).pass(Duration.ofHours(39));

        assertThat(of(DebtMissed.class)).isEqualTo(1);
        assertThat(of(DebtEscalated.class)).isEqualTo(steps);
        assertThat(world.debt(RULE).status()).isEqualTo(DebtStatus.MISSED);
    }

    @Test
    void tickingAgainAtTheSameTime_doesNothing() {
        bypassed();
        world.pass(Duration.ofHours(72));
        int facts = world.journal.all().size();

        assertThat(world.debtClock.tick(world.now())).isZero();
        assertThat(world.journal.all()).hasSize(facts);
    }

    @Test
    void theDeadlineItself_isTooLate_aMomentBefore_isNot() {
        bypassed();
        Instant due = world.debt(RULE).dueAt();
        world.debtClock.tick(due.minusNanos(1_000));
        assertThat(world.debt(RULE).status()).isEqualTo(DebtStatus.OPEN);
        world.debtClock.tick(due);
        assertThat(world.debt(RULE).status()).isEqualTo(DebtStatus.MISSED);
    }

    @Test
    void aServerThatSleptThroughEverything_catchesUpInOrder() {
        bypassed();
        world.pass(Duration.ofDays(30));

        assertThat(world.debt(RULE).escalationsDone()).isEqualTo(4);
        assertThat(world.journal.facts(DebtEscalated.class).stream()
                        .filter(step -> step.rule().equals(RULE))
                        .map(DebtEscalated::step))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void evidenceAfterTheDeadline_isLate_evenWhenNoClockTicked() {
        bypassed();
        world.clock.advance(Duration.ofHours(73));
        reviewed();

        assertThat(world.debt(RULE).status()).isEqualTo(DebtStatus.CLOSED_LATE);
        assertThat(of(DebtMissed.class)).isZero();
    }

    @Test
    void whatIsPaid_leavesNothingBehindThatAClockWouldRead() {
        bypassed();
        reviewed();
        world.happens(stray("a"));
        world.happens(new StrayAccountGone(new TargetName("orders-db"), "a"));

        String debt = world.debt(RULE).id().value();
        world.journal.read(tx -> {
            assertThat(tx.state().find(OwedDebt.class, debt)).isEmpty();
            assertThat(tx.state().list(DebtAlarm.class, Map.of(), "", 100))
                    .noneMatch(alarm -> alarm.value().debt().equals(debt));
            assertThat(tx.state().list(OwedUnder.class, Map.of(), "", 100))
                    .noneMatch(under -> under.value().debts().contains(debt));
            return true;
        });
    }

    private static StrayAccountFound stray(String account) {
        return new StrayAccountFound(new TargetName("orders-db"), account, "seen");
    }

    @Test
    void aTick_readsOnlyWhatIsDue_howeverMuchWasEverPaid() {
        for (int i = 0; i < 300; i++) {
            world.happens(stray("gone" + i));
            world.happens(new StrayAccountGone(new TargetName("orders-db"), "gone" + i));
        }
        bypassed();
        world.happens(stray("there"));
        CountingJournal counting = new CountingJournal(world.journal);

        world.clock.advance(Duration.ofHours(2));
        int happened = new DebtClock(counting).tick(world.now());

        assertThat(happened).isEqualTo(2); // missed, and its first step
        assertThat(counting.listed()).isEqualTo(Set.of("DebtAlarm"));
        assertThat(counting.read("Debt")).isEqualTo(1);
        assertThat(counting.read("OwedDebt")).isEqualTo(1);
    }

    @Test
    void aRuleChangedMeanwhile_changesNoDebtThatIsOwed() {
        bypassed();
        Debt before = world.debt(RULE);
        DebtFollower other = new DebtFollower(DebtRules.read("""
                version: 1
                rules:
                  - id: approval-afterwards
                    title: Another
                    opens: [{ fact: GrantBypassed, due: { after: PT1M } }]
                    key: [grant]
                    owner: commander
                    controls: ["soc2:CC6.3"]
                    closes: [{ fact: GrantReviewed }]
                """));
        FactId review = reviewed();
        Recorded fact = world.journal.fact(review).orElseThrow();
        world.journal.transact(tx -> {
            other.follow(tx, fact);
            return true;
        });

        assertThat(world.debt(RULE).dueAt()).isEqualTo(before.dueAt());
        assertThat(world.debt(RULE).title()).isEqualTo(before.title());
    }

    @Test
    void whoCommandsWhenItEscalates_isTold() {
        bypassed();
        new AssignRole(world.journal).assign(as(ALICE), incident, IncidentRole.COMMANDER, BOB);
        new ReleaseRole(world.journal).release(as(BOB), incident, IncidentRole.COMMANDER, ALICE);
        world.settle().pass(Duration.ofHours(60));

        assertThat(world.journal.facts(DebtEscalated.class).stream()
                        .filter(step -> step.rule().equals(RULE))
                        .map(DebtEscalated::to))
                .containsExactly("function:security-approver", "person:bob");
    }

    @Test
    void anIncidentThatCannotBeFound_opensTheDebtAllTheSame() {
        IncidentId nowhere = new IncidentId("INC-2026-0999");
        GrantId unknown = new GrantId("GR-0000000999");
        world.happens(new GrantBypassed(nowhere, unknown, ALICE, Optional.empty(), world.now()));

        assertThat(world.debt(RULE).subject()).isEmpty();
        assertThat(world.debt(RULE).drill()).isFalse();
    }

    @Test
    void aFactOfAVersionToCome_opensAndPaysNothing() {
        int before = world.journal.facts(DebtOpened.class).size();
        world.happens(new UnknownFact("io.breakwater.GrantBypassed.v9", "{}", Optional.of(incident)));

        // The declaration's own debt is followed first.
        assertThat(world.journal.facts(DebtOpened.class)).hasSize(before + 1);
        assertThat(world.debts(RULE)).isEmpty();
    }

    @Test
    void hostileNames_areOnlyNames() {
        for (String account : List.of("a/b", "a@b", "a%2Fb", "x' or '1'='1", "ü", "a b")) {
            world.happens(stray(account));
        }
        assertThat(world.debts("stray-account")).hasSize(6);
        world.happens(new StrayAccountGone(new TargetName("orders-db"), "a/b"));
        assertThat(world.debts("stray-account"))
                .filteredOn(debt -> debt.status() == DebtStatus.CLOSED)
                .extracting(debt -> debt.subject().orElseThrow())
                .containsExactly("a/b");
    }

    @Test
    void twoNamesThatHashAlike_areTwoDebts() {
        // The name that the next fact's debt would get is taken by another fact's.
        FactId first = bypassed();
        Debt debt = world.debt(RULE);
        assertThat(debt.id()).isEqualTo(DebtNames.of(RULE, first, 0));
        assertThat(DebtNames.of(RULE, first, 1)).isNotEqualTo(DebtNames.of(RULE, first, 0));
        World other = new World();
        other.text("so that the other world's facts have other names");
        IncidentId there = other.declared();
        GrantId its = other.grant(there, 1, GrantState.ACTIVE);
        Recorded opening = other.journal
                .fact(other.journal
                        .transact(tx -> tx.append(
                                as(ALICE).actor(), new GrantBypassed(there, its, ALICE, Optional.empty(), other.now())))
                        .receipts()
                        .get(0)
                        .fact())
                .orElseThrow();
        String taken = DebtNames.of(RULE, opening.envelope().id(), 0).value();
        other.journal.transact(tx -> tx.state().insert(taken, debt));
        other.settle();

        assertThat(other.debts(RULE)).hasSize(2);
    }

    @Test
    void listing_filters() {
        bypassed();
        world.happens(stray("a"));
        Debts debts = new Debts(world.journal);

        assertThat(debts.list(new Debts.Filter(Optional.empty(), Optional.of(incident), Optional.empty()), "", 10))
                .hasSize(2);
        assertThat(debts.list(
                        new Debts.Filter(
                                Optional.of(DebtStatus.OPEN),
                                Optional.empty(),
                                Optional.of("function:security-approver")),
                        "",
                        10))
                .hasSize(2);
        assertThat(debts.count(DebtStatus.OPEN)).isEqualTo(3);
        assertThat(debts.find(world.debt(RULE).id())).isPresent();
    }
}
