package io.breakwater.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.JournalContract;
import io.breakwater.ledger.TestClock;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract on the real database, and what only a database can do. */
@Timeout(120)
class PostgresJournalTest extends JournalContract {
    private final TestHouse house = new TestHouse();
    private final PostgresLedger ledger = house.open();

    @AfterEach
    void close() {
        house.close();
    }

    @Override
    protected Journal journal() {
        return ledger.journal();
    }

    @Override
    protected TestClock clock() {
        return house.clock();
    }

    @Override
    protected void integrate() {
        try {
            house.settle();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void facts_cannotBeChangedOrRemoved_evenBySql() throws Exception {
        record(1);
        house.settle();
        for (String sql : List.of(
                "update fact set type = 'x'",
                "delete from fact",
                "truncate fact",
                "update entry set position = 7",
                "delete from entry")) {
            assertThatThrownBy(() -> house.execute(sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("originals are never edited");
        }
    }

    @Test
    void aFullDisk_isToldAsSuch_andNothingRemains() throws Exception {
        house.execute("create function full_disk() returns trigger language plpgsql as $$ begin"
                + " raise exception 'could not extend file: No space left on device' using errcode = '53100';"
                + " end $$");
        house.execute("create trigger full_disk before insert on fact execute function full_disk()");
        assertThatThrownBy(() -> record(1))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.STORAGE_FULL));
        house.execute("drop trigger full_disk on fact");
        record(2);
        assertThat(journal().factsOf(INCIDENT, 0, 10)).hasSize(1);
    }

    @Test
    void alteredContent_isRefused() throws Exception {
        var ref = journal().transact(tx -> tx.keep("the truth")).value();
        house.execute("update content set bytes = 'the  lie'::bytea");
        assertThatThrownBy(() -> journal().content(ref)).hasMessageContaining("altered");
    }

    @Test
    void aDeadlock_isRunAgain() throws Exception {
        journal().transact(tx -> tx.state().insert("a", new Inner("a", 0)));
        journal().transact(tx -> tx.state().insert("b", new Inner("b", 0)));
        Thread other = new Thread(() -> crossing("b", "a"));
        other.start();
        crossing("a", "b");
        other.join();
        for (String id : List.of("a", "b")) {
            assertThat(journal()
                            .read(tx -> tx.state().find(Inner.class, id).orElseThrow())
                            .value()
                            .value())
                    .isEqualTo(40);
        }
    }

    private void crossing(String first, String second) {
        for (int i = 0; i < 20; i++) {
            journal().transact(tx -> {
                for (String id : List.of(first, second)) {
                    var before = tx.state().lock(Inner.class, id).orElseThrow();
                    tx.state().update(before, new Inner(id, before.value().value() + 1));
                }
                return true;
            });
        }
    }
}
