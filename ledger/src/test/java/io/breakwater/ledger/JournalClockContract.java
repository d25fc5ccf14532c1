package io.breakwater.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.Actor;
import io.breakwater.model.FactId;
import io.breakwater.model.HouseFact.HouseEvidenceRead;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every journal does about time, whatever the clock does: part of {@link JournalContract}. */
public abstract class JournalClockContract {
    /** Somebody who acts. */
    protected static final Actor ALICE = Actor.person(new PersonId("alice"), "cli");

    /** An incident to hang facts on. */
    protected static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");

    private static final IncidentId OTHER = new IncidentId("INC-2026-0002");
    private static final Duration HOUR = Duration.ofHours(1);

    /** The journal under test, empty, the same one throughout a test. */
    protected abstract Journal journal();

    /** The clock it was given. */
    protected abstract TestClock clock();

    /** Gives positions to all facts committed so far, and covers them by a checkpoint. */
    protected abstract void integrate();

    /** A fact of the given incident's population. */
    protected static MeasureTaken measure(IncidentId incident, long value) {
        return new MeasureTaken(incident, "time-to-usable-access-millis", value, "ms");
    }

    /** One fact in a transaction of its own. */
    protected FactId record(long value) {
        return record(INCIDENT, value);
    }

    private FactId record(IncidentId incident, long value) {
        return journal()
                .transact(tx -> tx.append(ALICE, measure(incident, value)))
                .value();
    }

    private FactId recordOfTheHouse() {
        return journal()
                .transact(tx -> tx.append(ALICE, new HouseEvidenceRead("x", new PersonId("bob"))))
                .value();
    }

    /** A fact as it is on the record. */
    protected Envelope envelope(FactId id) {
        return journal().fact(id).orElseThrow().envelope();
    }

    private Instant timeOf(FactId id) {
        return envelope(id).time();
    }

    @Test
    void now_isWhatTheClockSaid_toTheMicrosecond_andStandsStillDuringTheWork() {
        clock().set(Instant.parse("2026-11-21T03:12:00.123456789Z"));
        Instant began = Instant.parse("2026-11-21T03:12:00.123456Z");
        FactId fact = journal()
                .transact(tx -> {
                    assertThat(tx.now()).isEqualTo(began);
                    clock().advance(HOUR);
                    assertThat(tx.now()).isEqualTo(began);
                    return tx.append(ALICE, measure(INCIDENT, 1));
                })
                .value();
        assertThat(timeOf(fact)).isEqualTo(began);
        assertThat(journal().<Instant>read(Transaction::now))
                .isEqualTo(clock().instant().truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void now_isToldAsItIs_whenTheClockWentBack() {
        record(1);
        clock().advance(HOUR.negated());
        assertThat(journal().<Instant>read(Transaction::now)).isEqualTo(clock().instant());
        assertThat(journal().transact(Transaction::now).value()).isEqualTo(clock().instant());
    }

    @Test
    void theClock_goingBack_neverDatesAFactBeforeAnEarlierOneOfItsIncident() {
        FactId first = record(1);
        clock().advance(HOUR.negated());
        FactId second = record(2);
        FactId elsewhere = record(OTHER, 1);
        assertThat(timeOf(second)).isEqualTo(timeOf(first));
        assertThat(timeOf(elsewhere)).isEqualTo(clock().instant());
    }

    @Test
    void aFactOfNoIncident_carriesWhatTheClockSays_evenWhenItWentBack() {
        recordOfTheHouse();
        record(1);
        clock().advance(HOUR.negated());
        assertThat(timeOf(recordOfTheHouse())).isEqualTo(clock().instant());
    }

    @Test
    void aClockThatIsCaughtUpWith_isBelievedAgain() {
        FactId ahead = record(1);
        clock().advance(HOUR.negated());
        record(2);
        clock().advance(HOUR.plusMillis(1));
        FactId after = record(3);
        assertThat(timeOf(after)).isEqualTo(clock().instant()).isAfter(timeOf(ahead));
    }

    @Test
    void aClockThatRanAheadForAYear_leavesItsTimeOnTheIncident_andOnNoOther() {
        clock().advance(Duration.ofDays(365));
        Instant ahead = clock().instant();
        record(1);
        clock().advance(Duration.ofDays(-365));
        assertThat(timeOf(record(2))).isEqualTo(ahead);
        assertThat(timeOf(record(OTHER, 1))).isEqualTo(clock().instant());
    }

    @Test
    void factsOfOneTransaction_keepTheirOrderAndTheTimeOfTheOneBefore() {
        FactId first = record(1);
        clock().advance(HOUR.negated());
        List<FactId> both = journal()
                .transact(tx -> List.of(tx.append(ALICE, measure(INCIDENT, 2)), tx.append(ALICE, measure(INCIDENT, 3))))
                .value();
        assertThat(both).allSatisfy(fact -> assertThat(timeOf(fact)).isEqualTo(timeOf(first)));
        assertThat(both)
                .extracting(fact -> envelope(fact).sequence())
                .containsExactly(OptionalLong.of(2), OptionalLong.of(3));
    }

    @Test
    void numbersAndPositions_runOn_whenTheClockGoesBack() {
        FactId first = record(1);
        clock().advance(HOUR.negated());
        FactId house = recordOfTheHouse();
        FactId second = record(2);
        clock().advance(HOUR.negated());
        FactId third = record(3);
        integrate();
        List<Recorded> log = journal().factsFrom(0, 10);
        assertThat(log).extracting(recorded -> recorded.envelope().id()).containsExactly(first, house, second, third);
        assertThat(log)
                .extracting(recorded -> recorded.position().orElseThrow())
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(journal().factsOf(INCIDENT, 0, 10))
                .extracting(recorded -> recorded.envelope().id())
                .containsExactly(first, second, third);
    }

    @Test
    void whatWasTakenBack_datesNothing() {
        clock().advance(HOUR);
        assertThatThrownBy(() -> journal().transact(tx -> {
                    tx.append(ALICE, measure(INCIDENT, 1));
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        clock().advance(HOUR.negated());
        assertThat(timeOf(record(2))).isEqualTo(clock().instant());
    }

    @Test
    void whatWasOnlyAsked_datesNothing() {
        clock().advance(HOUR);
        assertThat(journal().transact(tx -> tx.lastSequence(INCIDENT)).value()).isZero();
        clock().advance(HOUR.negated());
        assertThat(timeOf(record(1))).isEqualTo(clock().instant());
    }
}
