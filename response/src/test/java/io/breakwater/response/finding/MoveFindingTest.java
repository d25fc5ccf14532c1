package io.breakwater.response.finding;

import static io.breakwater.response.World.ALICE;
import static io.breakwater.response.World.BOB;
import static io.breakwater.response.World.DORA;
import static io.breakwater.response.World.as;
import static io.breakwater.response.World.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore;
import io.breakwater.ledger.Transaction;
import io.breakwater.ledger.WatchedJournal;
import io.breakwater.model.Actor;
import io.breakwater.model.Code;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingCover;
import io.breakwater.model.FindingFact.FindingMovedAway;
import io.breakwater.model.FindingFact.FindingMovedHere;
import io.breakwater.model.FindingFact.FindingRejudged;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Sentences;
import io.breakwater.response.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R41: a finding belongs where somebody says it does, and what is owed for it goes with it")
class MoveFindingTest {
    private static final String WHY = "it was the other outage";

    private final World world = new World();
    private final MoveFinding move = new MoveFinding(world.journal);
    private final IncidentId first = world.declared();
    private final IncidentId second = world.declared();

    private void found(boolean urgent, Optional<IncidentId> incident) {
        Found.in(world, true, urgent, incident);
    }

    private void moved() {
        move.move(as(BOB), Found.ID, second, WHY);
        world.settle();
    }

    private List<String> types(IncidentId incident) {
        return world.journal.factsOf(incident, 0, 100).stream()
                .map(recorded -> recorded.envelope().fact().getClass().getSimpleName())
                .toList();
    }

    private Debt debt(IncidentId incident) {
        List<Debt> debts = world.debts("finding-answered").stream()
                .filter(debt -> debt.incident().equals(Optional.of(incident)))
                .toList();
        assertThat(debts).hasSize(1);
        return debts.get(0);
    }

    private void judged(FindingStatus status, boolean urgent) {
        FindingRejudged fact = new FindingRejudged(
                Found.ID,
                Optional.of(first),
                "uncovered",
                "covered",
                status,
                status == FindingStatus.OPEN,
                urgent,
                new FindingCover(List.of()),
                Optional.empty());
        world.journal.transact(tx -> tx.append(Actor.system("watch"), fact));
        world.settle();
    }

    @Test
    void bothIncidents_haveItOnTheirRecord_andTheOneItComesToInFull() {
        found(false, Optional.of(first));

        moved();

        assertThat(types(first)).contains("FindingRaised", "FindingMovedAway");
        assertThat(types(second)).contains("FindingMovedHere").doesNotContain("FindingMovedAway");
        FindingMovedHere here = world.journal.facts(FindingMovedHere.class).get(0);
        assertThat(here.from()).contains(first);
        assertThat(here.raised().about().what()).isEqualTo("Root used");
        assertThat(here.standing().verdict()).contains("uncovered");
        assertThat(Found.now(world).incident()).contains(second);
    }

    @Test
    void why_isSaidInBoth() {
        found(false, Optional.of(first));

        moved();

        FindingMovedAway away = world.journal.facts(FindingMovedAway.class).get(0);
        assertThat(Sentences.of(away, ref -> Optional.of(WHY)))
                .isEqualTo("bob moved F-0123456789abcdef to " + second + ": “" + WHY + "”");
        assertThat(Sentences.of(world.journal.facts(FindingMovedHere.class).get(0), ref -> Optional.of(WHY)))
                .startsWith("bob moved F-0123456789abcdef from " + first + " to this incident")
                .contains(WHY)
                .contains("Root used");
    }

    @Test
    void debt_goesWithIt_andIsDueNoLater() {
        found(false, Optional.of(first));
        Instant due = debt(first).dueAt();
        world.pass(Duration.ofDays(1));

        moved();

        assertThat(debt(first).status()).isEqualTo(DebtStatus.CLOSED);
        assertThat(debt(second).status()).isEqualTo(DebtStatus.OPEN);
        assertThat(debt(second).dueAt()).isEqualTo(due);
    }

    @Test
    void urgentDebt_staysUrgent() {
        found(true, Optional.of(first));
        Instant due = debt(first).dueAt();

        moved();

        assertThat(debt(second).dueAt()).isEqualTo(due);
    }

    @Test
    void missedDeadline_isNotMovedOutOfSight() {
        found(true, Optional.of(first));
        world.pass(Duration.ofHours(2));

        moved();
        world.pass(Duration.ofMinutes(1));

        assertThat(debt(first).status()).isEqualTo(DebtStatus.CLOSED_LATE);
        assertThat(debt(second).status()).isEqualTo(DebtStatus.MISSED);
    }

    @Test
    void findingOfNoIncident_canBeGivenOne() {
        found(false, Optional.empty());

        moved();

        assertThat(Found.now(world).incident()).contains(second);
        assertThat(world.debts("finding-answered"))
                .extracting(Debt::status)
                .containsExactlyInAnyOrder(DebtStatus.CLOSED, DebtStatus.OPEN);
    }

    @Test
    void answerAfterwards_isInTheIncidentItBelongsToNow() {
        found(false, Optional.of(first));
        moved();

        new ExplainFinding(world.journal).explain(as(BOB), Found.ID, "planned", Optional.empty());
        world.settle();

        assertThat(types(second)).contains("FindingExplained");
        assertThat(debt(second).status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    void answeredFinding_canBeMoved_andOwesNothingThere() {
        found(false, Optional.of(first));
        new ExplainFinding(world.journal).explain(as(BOB), Found.ID, "planned", Optional.empty());

        moved();

        Finding now = Found.now(world);
        assertThat(now.status()).isEqualTo(FindingStatus.EXPLAINED);
        assertThat(now.standing().link().map(FindingLink::by)).contains(FindingLink.By.PERSON_SAID);
        assertThat(world.debts("finding-answered")).hasSize(1);
    }

    @Test
    void acceptanceThatEnds_isOwedAgainWhereTheFindingBelongsNow() {
        found(false, Optional.of(first));
        AcceptFinding accept = new AcceptFinding(world.journal);
        accept.ask(as(ALICE), Found.ID, "until Friday", world.now().plus(Duration.ofDays(2)));
        accept.accept(as(World.CAROL), Found.ID);
        moved();
        world.pass(Duration.ofDays(3));

        accept.expire(world.now());
        world.settle();

        assertThat(types(first)).doesNotContain("FindingAcceptanceExpired");
        assertThat(types(second)).contains("FindingAcceptanceExpired");
        assertThat(debt(second).status()).isEqualTo(DebtStatus.OPEN);
    }

    @Test
    void answerToAFinding_thatIsMovedMeanwhile_isPutOnNoRecord() {
        found(false, Optional.of(first));

        refused(
                Code.CONFLICT,
                () -> new ExplainFinding(overtaken()).explain(as(BOB), Found.ID, "planned", Optional.empty()));
        assertThat(types(first)).doesNotContain("FindingExplained");
        assertThat(types(second)).doesNotContain("FindingExplained");
    }

    /** A journal in which somebody else has moved the finding by the time its incident is locked. */
    private Journal overtaken() {
        AtomicReference<Transaction> within = new AtomicReference<>();
        Journal known = new ForwardingJournal(world.journal) {
            @Override
            public <T> Committed<T> transact(Function<Transaction, T> work) {
                return super.transact(tx -> {
                    within.set(tx);
                    return work.apply(tx);
                });
            }
        };
        return new WatchedJournal(known) {
            @Override
            protected void looks(Class<?> kind) {
                StateStore state = within.get().state();
                state.find(Finding.class, Found.ID.value())
                        .filter(stored -> kind == Incident.class
                                && stored.value().incident().equals(Optional.of(first)))
                        .ifPresent(stored -> state.update(
                                stored,
                                stored.value().with(stored.value().standing().in(second, FindingLink.By.PERSON_SAID))));
            }
        };
    }

    @Test
    void movingWhereItIs_orNowhere_orWithoutAReason_isRefused() {
        found(false, Optional.of(first));

        refused(Code.WRONG_STATE, () -> move.move(as(BOB), Found.ID, first, WHY));
        refused(Code.NOT_FOUND, () -> move.move(as(BOB), Found.ID, new IncidentId("INC-2031-0001"), WHY));
        refused(Code.MALFORMED_TEXT, () -> move.move(as(BOB), Found.ID, second, " "));
        refused(Code.NOT_ALLOWED, () -> move.move(as(DORA), Found.ID, second, WHY));
        assertThat(world.journal.facts(FindingMovedHere.class)).isEmpty();
    }

    @Test
    void coverFoundAfterwards_paysTheDebt() {
        found(false, Optional.of(first));

        judged(FindingStatus.SETTLED, false);

        assertThat(debt(first).status()).isEqualTo(DebtStatus.CLOSED);
    }

    @Test
    void theftFoundAfterwards_isOwedWithinTheHour_andNothingElsePullsItBack() {
        found(false, Optional.of(first));

        judged(FindingStatus.OPEN, true);
        judged(FindingStatus.OPEN, false);

        assertThat(debt(first).dueAt()).isEqualTo(world.now().plus(Duration.ofHours(1)));
    }

    @Test
    void acceptedFinding_thatTurnsOutToBeTheft_isOwedAgain() {
        found(false, Optional.of(first));
        AcceptFinding accept = new AcceptFinding(world.journal);
        accept.ask(as(ALICE), Found.ID, "until Friday", world.now().plus(Duration.ofDays(2)));
        accept.accept(as(World.CAROL), Found.ID);
        world.settle();

        judged(FindingStatus.OPEN, true);

        assertThat(world.debts("finding-answered"))
                .extracting(Debt::status)
                .containsExactlyInAnyOrder(DebtStatus.CLOSED, DebtStatus.OPEN);
    }
}
