package io.breakwater.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.Follower;
import io.breakwater.ledger.FollowerLoop;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Followers on PostgreSQL: each fact once, together with what came of it, whatever fails in between. */
@Timeout(180)
class FollowerLoopTest {
    private static final Actor ALICE = new Actor("person:alice", "cli");
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");

    private final TestHouse house = new TestHouse();

    @AfterEach
    void close() {
        house.close();
    }

    /** What came of one fact; its name is the follower's and the fact's number, so that a second one is refused. */
    public record Reaction(String follower, long number) {}

    /** Reacts to each measure by one document, after something was done first. */
    private record Reacting(String name, Consumer<Long> first) implements Follower {
        @Override
        public void follow(Transaction tx, Recorded fact) {
            if (fact.envelope().fact() instanceof MeasureTaken measure) {
                tx.state().insert(name + "-" + measure.value(), new Reaction(name, measure.value()));
                first.accept(measure.value());
            }
        }
    }

    private void record(PostgresLedger ledger, int from, int to) {
        for (int i = from; i <= to; i++) {
            long value = i;
            ledger.journal().transact(tx -> tx.append(ALICE, new MeasureTaken(INCIDENT, "measure", value, "ms")));
        }
    }

    private String reactions(String follower) throws SQLException {
        return house.query("select coalesce(string_agg(body->>'number', ' ' order by (body->>'number')::int), '')"
                + " from state where body->>'follower' = '" + follower + "'");
    }

    private String cursor(String follower) throws SQLException {
        return house.query(
                "select body->>'position' from state where kind = 'FollowerCursor' and id = '" + follower + "'");
    }

    private void awaitReactions(String follower, String expected) throws Exception {
        while (!reactions(follower).equals(expected)) {
            Thread.sleep(20);
        }
    }

    @Test
    void aFollowerThatFails_leavesNothing_staysWhereItIs_andHoldsNoOtherUp() throws Exception {
        PostgresLedger ledger = house.open();
        AtomicInteger tries = new AtomicInteger();
        FollowerLoop failing = ledger.follow(new Reacting("failing", number -> {
            if (number == 3 && tries.incrementAndGet() < 4) {
                throw new IllegalStateException("broken on purpose");
            }
        }));
        ledger.follow(new Reacting("other", number -> {}));
        record(ledger, 1, 5);
        awaitReactions("other", "1 2 3 4 5");
        while (failing.trouble().isEmpty()) {
            Thread.sleep(5);
        }
        assertThat(failing.trouble()).contains("IllegalStateException: broken on purpose");
        awaitReactions("failing", "1 2 3 4 5");
        assertThat(tries.get()).isEqualTo(4);
        while (failing.trouble().isPresent()) {
            Thread.sleep(5);
        }
        assertThat(cursor("failing")).isEqualTo("5");
    }

    @Test
    void aReactionThatWasRolledBack_isNowhere_andTheCursorStaysBeforeItsFact() throws Exception {
        PostgresLedger ledger = house.open();
        AtomicInteger tries = new AtomicInteger();
        ledger.follow(new Reacting("stuck", number -> {
            if (number == 2) {
                tries.incrementAndGet();
                throw new IllegalStateException("for ever");
            }
        }));
        record(ledger, 1, 3);
        while (tries.get() < 3) {
            Thread.sleep(10);
        }
        assertThat(reactions("stuck")).isEqualTo("1");
        assertThat(cursor("stuck")).isEqualTo("1");
    }

    @Test
    void afterARestart_itGoesOnWhereItWas_andMissesNothingThatCameMeanwhile() throws Exception {
        PostgresLedger first = house.open();
        AtomicInteger seen = new AtomicInteger();
        first.follow(new Reacting("resuming", number -> {
            if (number == 3) {
                throw new IllegalStateException("the first server cannot");
            }
            seen.incrementAndGet();
        }));
        record(first, 1, 4);
        awaitReactions("resuming", "1 2");
        first.close();
        PostgresLedger without = house.open();
        record(without, 5, 6);
        without.close();

        PostgresLedger second = house.open();
        AtomicInteger again = new AtomicInteger();
        second.follow(new Reacting("resuming", number -> again.incrementAndGet()));
        awaitReactions("resuming", "1 2 3 4 5 6");
        assertThat(seen.get()).isEqualTo(2);
        assertThat(again.get()).isEqualTo(4);
    }

    @Test
    void theSameFollowerOnTwoServers_reactsToEachFactOnce() throws Exception {
        PostgresLedger one = house.open();
        PostgresLedger two = house.open();
        FollowerLoop here = one.follow(new Reacting("shared", number -> {}));
        FollowerLoop there = two.follow(new Reacting("shared", number -> {}));
        record(one, 1, 20);
        record(two, 21, 40);
        while (!cursor("shared").equals("40")) {
            Thread.sleep(20);
        }
        assertThat(house.query("select count(*) from state where body->>'follower' = 'shared'"))
                .isEqualTo("40");
        while (here.cursor() < 40 || there.cursor() < 40) {
            Thread.sleep(20);
        }
    }

    @Test
    void aSessionCutInTheMiddleOfAReaction_costsNothing_andDoublesNothing() throws Exception {
        PostgresLedger ledger = house.open();
        AtomicInteger cuts = new AtomicInteger();
        ledger.follow(new Reacting("cut", number -> {
            if (number % 3 == 0 && cuts.get() < 4) {
                cuts.incrementAndGet();
                cutTheSessionOf(number);
            }
        }));
        record(ledger, 1, 12);
        awaitReactions("cut", "1 2 3 4 5 6 7 8 9 10 11 12");
        assertThat(cuts.get()).isEqualTo(4);
        assertThat(cursor("cut")).isEqualTo("12");
    }

    /** The session that has the uncommitted reaction: the only one that is idle in a transaction. */
    private void cutTheSessionOf(long number) {
        try {
            house.query("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where datname = current_database() and state = 'idle in transaction'");
        } catch (SQLException e) {
            throw new IllegalStateException("at " + number, e);
        }
    }
}
