package io.breakwater.response.debt;

import static io.breakwater.response.World.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Debt;
import io.breakwater.model.DebtFact.DebtBroughtForward;
import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtHandedOver;
import io.breakwater.model.DebtFact.DebtMissed;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import io.breakwater.response.World;
import io.breakwater.response.debt.DebtBook.DebtAlarm;
import io.breakwater.response.debt.DebtBook.OwedDebt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one change makes of a debt, whatever came before it: also what another server has done meanwhile. */
class DebtBookTest {
    private static final String RULE = "approval-afterwards";
    private static final FactId EVIDENCE = new FactId("01936f00-0000-7000-8000-000000000001");

    private final World world = new World();
    private Instant due = Instant.EPOCH;
    private String id = "";

    @BeforeEach
    void glassBroken() {
        IncidentId incident = world.declared();
        due = world.now().plus(Duration.ofHours(72));
        world.happens(
                new GrantBypassed(incident, world.grant(incident, 1, GrantState.ACTIVE), ALICE, Optional.empty(), due));
        id = debt().id().value();
    }

    private Debt debt() {
        return world.debt(RULE);
    }

    private void change(Consumer<DebtBook> change) {
        world.journal.transact(tx -> {
            change.accept(new DebtBook(tx));
            return true;
        });
    }

    private int ring(String alarm, Instant now) {
        return world.journal
                .transact(tx -> new DebtBook(tx).ring(alarm, id, now))
                .value();
    }

    private Optional<String> alarm() {
        return world.journal.read(tx ->
                tx.state().find(OwedDebt.class, id).flatMap(owed -> owed.value().alarm()));
    }

    private List<String> alarms() {
        return world.journal.read(tx -> tx.state().list(DebtAlarm.class, Map.of(), "", 100).stream()
                .filter(alarm -> alarm.value().debt().equals(id))
                .map(alarm -> alarm.id())
                .toList());
    }

    @Test
    void anAlarmThatWasMovedMeanwhile_ringsForNothing() {
        String stale = alarm().orElseThrow();
        change(book -> book.bringForward(id, world.now().plus(Duration.ofHours(1)), EVIDENCE));
        Debt before = debt();
        int facts = world.journal.all().size();

        assertThat(ring(stale, due.plus(Duration.ofDays(30)))).isZero();
        assertThat(debt()).isEqualTo(before);
        assertThat(world.journal.all()).hasSize(facts);
        assertThat(alarms()).containsExactly(alarm().orElseThrow());
    }

    @Test
    void anAlarmOfAPaidDebt_ringsForNothing() {
        String stale = alarm().orElseThrow();
        change(book -> book.close(id, EVIDENCE, world.now()));
        assertThat(ring(stale, due.plus(Duration.ofDays(30)))).isZero();
        assertThat(debt().status()).isEqualTo(DebtStatus.CLOSED);
        assertThat(world.journal.facts(DebtMissed.class)).isEmpty();
    }

    @Test
    void anAlarmOfNoDebt_isTakenAway() {
        world.journal.transact(tx -> tx.state().insert("0000000000000000001-x", new DebtAlarm("DEBT-0000000000")));
        assertThat(world.journal
                        .transact(tx -> new DebtBook(tx).ring("0000000000000000001-x", "DEBT-0000000000", world.now()))
                        .value())
                .isZero();
        assertThat(world.journal.<Boolean>read(tx -> tx.state()
                        .find(DebtAlarm.class, "0000000000000000001-x")
                        .isEmpty()))
                .isTrue();
    }

    @Test
    void aDebtThatIsOwed_hasExactlyOneAlarm_untilNothingMoreHappensByTimeAlone() {
        for (int hours = 0; hours < 24 * 5; hours++) {
            world.pass(Duration.ofHours(1));
            assertThat(alarms()).hasSize(alarm().isPresent() ? 1 : 0);
        }
        assertThat(alarm()).isEmpty();
        assertThat(debt().status()).isEqualTo(DebtStatus.MISSED);
        assertThat(debt().escalationsDone()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"-1000, CLOSED", "0, CLOSED", "1000, CLOSED_LATE"})
    void evidence_isLateFromTheMomentAfterTheDeadline(long nanosAfter, DebtStatus status) {
        change(book -> book.close(id, EVIDENCE, due.plusNanos(nanosAfter)));
        assertThat(debt().status()).isEqualTo(status);
        assertThat(world.journal.facts(DebtClosed.class))
                .singleElement()
                .satisfies(closed -> assertThat(closed.late()).isEqualTo(status == DebtStatus.CLOSED_LATE));
    }

    @Test
    void evidenceFromBeforeTheDeadline_thatCameAfterItWasMissed_isLate() {
        world.pass(Duration.ofHours(73));
        change(book -> book.close(id, EVIDENCE, due.minusSeconds(3_600)));
        assertThat(debt().status()).isEqualTo(DebtStatus.CLOSED_LATE);
    }

    @Test
    void whatIsPaid_isNotPaidHandedOverOrMovedAgain() {
        change(book -> book.close(id, EVIDENCE, world.now()));
        Debt before = debt();
        change(book -> {
            book.close(id, new FactId("01936f00-0000-7000-8000-000000000002"), world.now());
            book.handOver(id, "person:bob", EVIDENCE);
            book.bringForward(id, world.now(), EVIDENCE);
        });
        assertThat(debt()).isEqualTo(before);
        assertThat(world.journal.facts(DebtClosed.class)).hasSize(1);
        assertThat(world.journal.facts(DebtHandedOver.class)).isEmpty();
        assertThat(world.journal.facts(DebtBroughtForward.class)).isEmpty();
    }

    @Test
    void whatIsNotThere_isLeftAlone() {
        int facts = world.journal.all().size();
        change(book -> {
            book.close("DEBT-0000000000", EVIDENCE, world.now());
            book.handOver("DEBT-0000000000", "person:bob", EVIDENCE);
            book.bringForward("DEBT-0000000000", world.now(), EVIDENCE);
        });
        assertThat(world.journal.all()).hasSize(facts);
    }

    @Test
    void handedOverToWhoOwesIt_isNoNews() {
        String owner = debt().owner();
        change(book -> book.handOver(id, owner, EVIDENCE));
        assertThat(world.journal.facts(DebtHandedOver.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1000, true", "0, false", "1000, false"})
    void aDeadline_movesOnlyTowardsSooner(long nanos, boolean moved) {
        Instant asked = due.plusNanos(nanos);
        change(book -> book.bringForward(id, asked, EVIDENCE));
        assertThat(debt().dueAt()).isEqualTo(moved ? asked : due);
        assertThat(world.journal.facts(DebtBroughtForward.class)).hasSize(moved ? 1 : 0);
    }

    @Test
    void aDeadlineBroughtForwardTwice_countsFromTheLast() {
        Instant first = world.now().plus(Duration.ofHours(40));
        Instant second = world.now().plus(Duration.ofHours(10));
        change(book -> book.bringForward(id, first, EVIDENCE));
        change(book -> book.bringForward(id, second, EVIDENCE));
        change(book -> book.bringForward(id, first, EVIDENCE));
        assertThat(debt().dueAt()).isEqualTo(second);
        assertThat(world.journal.facts(DebtBroughtForward.class))
                .extracting(DebtBroughtForward::dueBefore)
                .containsExactly(due, first);
    }

    @Test
    void aStepThatWasTaken_isNotTakenAgain_whenTheDeadlineMoves() {
        world.pass(Duration.ofHours(37));
        assertThat(debt().escalationsDone()).isEqualTo(1);
        change(book -> book.bringForward(id, world.now().plus(Duration.ofHours(1)), EVIDENCE));
        world.pass(Duration.ofSeconds(1));
        assertThat(debt().escalationsDone())
                .as("80% of the time has passed too")
                .isEqualTo(2);
        world.pass(Duration.ofHours(1));
        assertThat(debt().escalationsDone()).isEqualTo(3);
        assertThat(debt().status()).isEqualTo(DebtStatus.MISSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = DebtStatus.class,
            names = {"MISSED", "CLOSED", "CLOSED_LATE"})
    void noTimeAndNoClock_makesAnythingOpenAgain(DebtStatus status) {
        if (status != DebtStatus.CLOSED) {
            world.pass(Duration.ofHours(73));
        }
        if (status != DebtStatus.MISSED) {
            change(book -> book.close(id, EVIDENCE, world.now()));
        }
        assertThat(debt().status()).isEqualTo(status);
        for (int days : List.of(-10, 1, 365, 3_650, -4_000)) {
            world.pass(Duration.ofDays(days));
            assertThat(debt().status()).isEqualTo(status);
        }
    }

    @Test
    void namesOfAlarms_sortAsTheirTimesDo() {
        List<Instant> times = List.of(
                Instant.parse("1960-01-01T00:00:00Z"),
                Instant.EPOCH,
                Instant.parse("1999-12-31T23:59:59.999999Z"),
                Instant.parse("2026-11-21T03:12:00Z"),
                Instant.parse("2026-11-21T03:12:00.000001Z"),
                Instant.parse("2286-11-20T17:46:40Z"),
                Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(times.stream().map(DebtBook::nameAt)).isSorted();
        assertThat(times.stream().map(DebtBook::nameAt)).allMatch(name -> name.matches("[0-9]{19}"));
    }
}
