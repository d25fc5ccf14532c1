package io.breakwater.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.embedded.TestPostgres;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.files.SmallDisk;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.model.HouseFact.LedgerRollbackSeen;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What is around the ledger fails: its disk, its database's settings, its history. */
@Timeout(180)
class LedgerTroubleTest {
    private static final Actor ALICE = new Actor("person:alice", "cli");
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");

    private final TestHouse house = new TestHouse();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Tag("component")
    void aFullDisk_underThePublishedFolder_isToldUntilItIsOver_andThePenIsKept() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(house.published(), 256)) {
            PostgresLedger ledger = house.open();
            ledger.journal().awaitCovered(record(ledger, 1), 20_000);
            disk.fill();
            record(ledger, 2);
            while (ledger.status().trouble().isEmpty()) {
                Thread.sleep(20);
            }
            for (int i = 3; i < 30; i++) {
                awaitPosition(ledger, record(ledger, i));
                assertThat(ledger.status().trouble().orElse("")).contains("cannot be published");
                assertThat(ledger.status().epoch()).isEqualTo(1);
            }
            disk.drain();
            ledger.journal().awaitCovered(record(ledger, 30), 60_000);
            house.settle();
            assertThat(house.verified().size()).isEqualTo(30);
            assertThat(house.query("select epoch from log_head")).isEqualTo("1");
            while (!ledger.status().healthy()) {
                Thread.sleep(20);
            }
            ledger.close();
        }
    }

    @Test
    void aRollback_thatCannotBeRecordedAtOnce_isRecordedLater() throws Exception {
        house.open().close();
        house.execute("create sequence refusals");
        house.execute("create function full_disk() returns trigger language plpgsql as $$ begin"
                + " perform nextval('refusals'); raise exception 'no space' using errcode = '53100'; end $$");
        house.execute("create trigger full_disk before insert on fact for each row"
                + " when (new.type like '%LedgerRollbackSeen%') execute function full_disk()");
        publishForeignCheckpoint();
        PostgresLedger ledger = house.open();
        record(ledger, 1);
        while (house.query("select is_called from refusals").equals("f")) {
            Thread.sleep(20);
        }
        house.execute("drop trigger full_disk on fact");
        while (rollbacks(ledger) == 0) {
            Thread.sleep(20);
        }
        record(ledger, 2);
        Thread.sleep(2_500);
        assertThat(rollbacks(ledger)).isEqualTo(1);
        assertThat(ledger.status().epoch()).isEqualTo(2);
    }

    @ParameterizedTest
    @DisplayName(
            "a tree altered inside the database: one fact, a named alarm, no new pen, and on again when it is put right")
    @ValueSource(
            strings = {
                "update tile set hashes = set_byte(hashes, 5, get_byte(hashes, 5) # 1) where level = 0",
                "update tile set hashes = substring(hashes from 1 for 32) where level = 0",
                "delete from tile where level = 0",
                "update log_head set root = sha256('another')"
            })
    void aTreeAlteredInTheDatabase_isToldOnce_andThePenIsKept(String alteration) throws Exception {
        PostgresLedger first = house.open();
        record(first, 1);
        record(first, 2);
        house.settle();
        first.close();
        house.execute("create table kept_tile as select * from tile; create table kept_head as select * from log_head");
        house.execute(alteration);
        PostgresLedger ledger = house.open();
        FactId during = record(ledger, 3);
        for (int told = 0; told < 6; told++) {
            // Each takes longer than the one before when the pen is dropped, and none does when it is kept.
            awaitTrouble(ledger);
            record(ledger, 4 + told);
            Thread.sleep(300);
        }
        assertThat(ledger.status().rolledBack().orElse("")).contains("the database was altered");
        assertThat(ledger.status().epoch()).isEqualTo(2);
        assertThat(house.query("select epoch from log_head")).isEqualTo("2");
        assertThat(house.query("select count(*) from fact where type like '%LedgerRollbackSeen%'"))
                .isEqualTo("1");
        assertThatThrownBy(() -> ledger.journal().awaitCovered(during, 60_000))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.LEDGER_ROLLED_BACK));
        assertThat(house.verified().size()).isEqualTo(2);

        house.execute("delete from tile; insert into tile select * from kept_tile;"
                + " update log_head set root = (select root from kept_head)");
        house.settle();
        while (!ledger.status().healthy()) {
            Thread.sleep(20);
        }
        assertThat(house.verified().size()).isEqualTo(10);
    }

    private static void awaitTrouble(PostgresLedger ledger) throws InterruptedException {
        while (ledger.status().rolledBack().isEmpty()) {
            Thread.sleep(20);
        }
    }

    @Test
    @DisplayName("a failure nobody foresaw: the pen goes round ever more slowly, and says why under a code")
    void anUnforeseenFailure_isTriedLessAndLessOften() throws Exception {
        PostgresLedger ledger = house.open();
        record(ledger, 1);
        house.settle();
        house.execute("create function refuse_it() returns trigger language plpgsql as $$ begin"
                + " raise exception 'not today' using errcode = 'P0001'; end $$");
        house.execute(
                "create trigger refuse_it before insert on entry for each statement execute function refuse_it()");
        record(ledger, 2);
        while (ledger.status().trouble().isEmpty()) {
            Thread.sleep(20);
        }
        assertThat(ledger.status().trouble().orElse("")).startsWith("INTERNAL: ");
        Thread.sleep(4_000);
        // 0.5 s, 1 s, 2 s, 4 s: without the growing pause there would be eight.
        assertThat(Integer.parseInt(house.query("select epoch from log_head"))).isLessThanOrEqualTo(5);
        house.execute("drop trigger refuse_it on entry");
        house.settle();
        assertThat(house.verified().size()).isEqualTo(2);
    }

    private void publishForeignCheckpoint() throws Exception {
        LedgerKeys others =
                LedgerKeys.openOrFound(house.folder().resolve("other"), TestHouse.ORIGIN, new SecureRandom());
        Files.createDirectories(house.published());
        Files.writeString(
                house.published().resolve("checkpoint"),
                others.log()
                        .signNote(new Checkpoint(TestHouse.ORIGIN, 0, Hash.EMPTY_ROOT).text())
                        .format());
    }

    private static long rollbacks(PostgresLedger ledger) {
        return ledger.journal().factsFrom(0, 100).stream()
                .filter(recorded -> recorded.envelope().fact() instanceof LedgerRollbackSeen)
                .count();
    }

    @Test
    void factsFromAClusterWithHigherTransactionIds_areTakenOnce_andNotLookedAtInEveryRound() throws Exception {
        PostgresLedger first = house.open();
        for (int i = 0; i < 20; i++) {
            record(first, i);
        }
        house.settle();
        first.close();
        // As after a dump of another cluster was restored here before anything had a position.
        house.execute("set session_replication_role = replica;"
                + " update fact set xid = (4000000000 + arrival)::text::xid8;"
                + " delete from entry; delete from tile;"
                + " update log_head set size = 0, root = sha256(''), published_size = 0, checkpoint = null");
        TestPostgres.delete(house.published());

        PostgresLedger restored = house.open();
        record(restored, 20);
        house.settle();
        assertThat(house.verified().size()).isEqualTo(21);
        assertThat(lookedAt("0")).isEqualTo("21");
        String mark = house.query("select pg_snapshot_xmin(pg_current_snapshot())");
        assertThat(lookedAt(mark)).isEqualTo("0");
        record(restored, 21);
        house.settle();
        assertThat(house.verified().size()).isEqualTo(22);
        assertThat(restored.journal().factsFrom(0, 100)).hasSize(22);
    }

    private String lookedAt(String mark) throws SQLException {
        return house.query("select count(*) from fact f where " + Integrator.WINDOW.replace("?", "'" + mark + "'"));
    }

    @Test
    void publishedFacts_areForTheOwnerOnly_unlessTheFolderIsOpenedOnPurpose() throws Exception {
        house.open().close();
        assertThat(permissions(house.published())).isEqualTo("rwx------");
        Files.setPosixFilePermissions(house.published(), PosixFilePermissions.fromString("rwxr-xr-x"));
        PostgresLedger again = house.open();
        again.journal().awaitCovered(record(again, 1), 20_000);
        assertThat(permissions(house.published())).isEqualTo("rwxr-xr-x");
        assertThat(permissions(house.published().resolve("tile"))).isEqualTo("rwxr-xr-x");
        assertThat(permissions(house.published().resolve("checkpoint"))).isEqualTo("rw-r--r--");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "full_page_writes"})
    void aDatabaseServer_thatMayLoseWhatItCommitted_isRefused(String setting) {
        Path folder = TestPostgres.newFolder();
        try (EmbeddedPostgres careless =
                EmbeddedPostgres.start(EmbeddedPostgres.Options.in(folder).with(setting, "off"))) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(careless.jdbcUrl());
            database.setUser(careless.user());
            database.setPassword(careless.password());
            assertThatThrownBy(() -> house.open(database))
                    .isInstanceOfSatisfying(
                            BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL_UNAVAILABLE))
                    .hasMessageContaining(setting + " = off");
        } finally {
            TestPostgres.delete(folder);
        }
    }

    @Test
    void aCommit_waitsForTheDisk_evenWhereTheDatabaseSaysThatNoneDoes() throws Exception {
        PostgresLedger ledger = house.open();
        ledger.close();
        String name = house.query("select current_database()");
        house.execute("alter database " + name + " set synchronous_commit = off");
        house.execute("create table seen (what text, how text)");
        house.execute(
                "create function see() returns trigger language plpgsql as $$ begin"
                        + " insert into seen values (tg_table_name, current_setting('synchronous_commit')); return null; end $$");
        for (String table : List.of("fact", "state", "log_head")) {
            house.execute("create constraint trigger see after insert or update on " + table
                    + " deferrable initially deferred for each row execute function see()");
        }
        PostgresLedger careful = house.open();
        record(careful, 1);
        careful.journal().transact(tx -> tx.state().insert("x", new Document("x")));
        house.settle();
        assertThat(house.query("select string_agg(distinct what || ' ' || how, ', ') from seen"))
                .isEqualTo("fact on, log_head on, state on");
    }

    /** A document. */
    public record Document(String name) {}

    @Test
    void whatTheDatabaseSaysOfARow_isNotToldToWhoeverAsked() throws Exception {
        PostgresLedger ledger = house.open();
        house.execute("alter table content add constraint secret_rule check (media_type <> 'text/secret')");
        assertThatThrownBy(() -> ledger.journal().transact(tx -> tx.keep("text/secret", new byte[] {1})))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.INTERNAL))
                .hasMessage("the journal's database refused a statement; the server's log says why")
                .cause()
                .hasMessageContaining("secret_rule");
    }

    private static void awaitPosition(PostgresLedger ledger, FactId fact) throws InterruptedException {
        while (ledger.journal().fact(fact).flatMap(LedgerTroubleTest::position).isEmpty()) {
            Thread.sleep(10);
        }
    }

    private static java.util.Optional<Long> position(Recorded fact) {
        return fact.position().isPresent()
                ? java.util.Optional.of(fact.position().getAsLong())
                : java.util.Optional.empty();
    }

    private static FactId record(PostgresLedger ledger, long value) {
        return ledger.journal()
                .transact(tx -> tx.append(ALICE, new MeasureTaken(INCIDENT, "measure", value, "ms")))
                .value();
    }
}
