package io.breakwater.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.embedded.TestPostgres;
import io.breakwater.ledger.Envelope;
import io.breakwater.ledger.FactCodec;
import io.breakwater.ledger.FactIds;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.TileFolder;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.model.HouseFact.LedgerRollbackSeen;
import io.breakwater.model.HouseFact.ServerStopped;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentId;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Order, signature and publication on the real database, with everything going wrong that can. */
@Timeout(180)
class PostgresLedgerTest {
    private static final Actor ALICE = new Actor("person:alice", "cli");
    private static final IncidentId INCIDENT = new IncidentId("INC-2026-0001");

    private final TestHouse house = new TestHouse();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @DisplayName("R93: a transaction that commits late is never skipped")
    void aLateCommit_isNeverSkipped() throws Exception {
        PostgresLedger ledger = house.open();
        record(ledger, 1);
        try (Connection late = house.database().getConnection()) {
            late.setAutoCommit(false);
            String fact = insert(late, -1);
            for (int i = 2; i < 6; i++) {
                ledger.journal().awaitCovered(record(ledger, i), 20_000);
            }
            assertThat(house.verified().size()).isEqualTo(5);
            late.commit();
            ledger.journal().awaitCovered(new FactId(fact), 20_000);
        }
        assertThat(house.verified().size()).isEqualTo(6);
    }

    @Test
    @DisplayName("R93: a number taken early and used late is never skipped")
    void anEarlyNumber_usedLate_isNeverSkipped() throws Exception {
        PostgresLedger ledger = house.open();
        try (Connection early = house.database().getConnection()) {
            early.setAutoCommit(false);
            long arrival = Sql.first(
                            early, row -> row.getLong(1), "select nextval(pg_get_serial_sequence('fact', 'arrival'))")
                    .orElseThrow();
            for (int i = 1; i < 4; i++) {
                ledger.journal().awaitCovered(record(ledger, i), 20_000);
            }
            String fact = insert(early, arrival);
            early.commit();
            ledger.journal().awaitCovered(new FactId(fact), 20_000);
        }
        assertThat(house.verified().size()).isEqualTo(4);
    }

    @Test
    void manyLateCommits_allGetAPosition() throws Exception {
        PostgresLedger ledger = house.open();
        Random random = new Random(7);
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Connection connection = house.database().getConnection();
            connection.setAutoCommit(false);
            insert(connection, -1);
            open.add(connection);
            record(ledger, i + 1);
            if (open.size() > 8) {
                commit(open.remove(random.nextInt(open.size())));
            }
        }
        for (Connection connection : open) {
            commit(connection);
        }
        house.settle();
        assertThat(house.verified().size()).isEqualTo(120);
    }

    @Test
    void aRestoredBackup_isNeitherSignedNorSilent_andGoesOnAccepting() throws Exception {
        TestPostgres.Database old = TestPostgres.newDatabase();
        PostgresLedger first = house.open();
        record(first, 1);
        first.close();
        copyTo(old);
        PostgresLedger second = house.open();
        FactId last = record(second, 2);
        second.journal().awaitCovered(last, 20_000);
        second.close();
        String published = house.note().format();

        PostgresLedger restored = house.open(old.dataSource());
        awaitRollback(restored, "restored from an older backup");
        FactId accepted = record(restored, 3);
        record(restored, 4);
        assertThatThrownBy(() -> restored.journal().awaitCovered(accepted, 60_000))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.LEDGER_ROLLED_BACK));
        awaitRollback(restored, "not the beginning");
        // Now the restored log is longer than the published one, and still another one.
        assertThat(restored.journal().factsFrom(0, 100)).hasSizeGreaterThan(3);
        assertThat(house.note().format()).isEqualTo(published);
        assertThat(restored.journal().factsFrom(0, 100).stream()
                        .map(recorded -> recorded.envelope().fact())
                        .filter(LedgerRollbackSeen.class::isInstance))
                .hasSize(1);
    }

    @Test
    void aCheckpointOfSomebodyElse_isNotWrittenOver() throws Exception {
        LedgerKeys others =
                LedgerKeys.openOrFound(house.folder().resolve("other"), TestHouse.ORIGIN, new SecureRandom());
        Files.createDirectories(house.published());
        String foreign = others.log()
                .signNote(new Checkpoint(TestHouse.ORIGIN, 0, Hash.EMPTY_ROOT).text())
                .format();
        Files.writeString(house.published().resolve("checkpoint"), foreign);
        PostgresLedger ledger = house.open();
        record(ledger, 1);
        awaitRollback(ledger, "not ours");
        assertThat(Files.readString(house.published().resolve("checkpoint"))).isEqualTo(foreign);
    }

    @Test
    void aDatabaseOfAnotherLog_isRefused() {
        house.open().close();
        try (TestHouse other = new TestHouse()) {
            LedgerKeys keys =
                    LedgerKeys.openOrFound(other.folder().resolve("k"), "another.test/log", new SecureRandom());
            assertThatThrownBy(() -> PostgresLedger.open(new PostgresLedger.Setting(
                                    house.database(),
                                    keys.log(),
                                    other.published(),
                                    List.of(),
                                    other.clock(),
                                    new SecureRandom()))
                            .close())
                    .isInstanceOfSatisfying(
                            BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.LEDGER_NOT_OWNED));
        }
    }

    @Test
    void aLostPublishedFolder_isWrittenAgain() throws Exception {
        PostgresLedger ledger = house.open();
        for (int i = 0; i < 300; i++) {
            record(ledger, i);
        }
        house.settle();
        TestPostgres.delete(house.published());
        Files.createDirectories(house.published());
        record(ledger, 300);
        house.settle();
        assertThat(house.verified().size()).isEqualTo(301);
    }

    @Test
    void everythingRecordedBeforeAStop_isSigned_andTheNextServerGoesOn() throws Exception {
        PostgresLedger first = house.open();
        record(first, 1);
        record(first, 2);
        first.close();
        assertThat(house.verified().size()).isEqualTo(2);
        PostgresLedger second = house.open();
        second.journal().awaitCovered(record(second, 3), 20_000);
        assertThat(house.verified().size()).isEqualTo(3);
        assertThat(second.status().epoch()).isEqualTo(2);
    }

    @Test
    @DisplayName("R94: two servers on one database never sign two trees")
    void twoServers_whosePenIsStolenAgainAndAgain_signOneTree() throws Exception {
        List<PostgresLedger> servers = List.of(house.open(), house.open());
        Map<Long, Hash> seen = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread watcher = new Thread(() -> watch(seen, over));
        watcher.start();
        for (int i = 0; i < 200; i++) {
            record(servers.get(i % 2), i);
            if (i % 20 == 19) {
                house.query(
                        "select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory'"
                                + " and granted and database = (select oid from pg_database where datname = current_database())");
            }
        }
        house.settle();
        over.set(true);
        watcher.join();
        assertThat(house.verified().size()).isEqualTo(200);
        assertThat(Integer.parseInt(house.query("select epoch from log_head"))).isGreaterThan(2);
        ProofBuilder log = new ProofBuilder(new TileFolder(house.published()), 200);
        assertThat(seen).isNotEmpty();
        seen.forEach((size, root) -> assertThat(new ProofBuilder(new TileFolder(house.published()), size).root())
                .isEqualTo(root));
        assertThat(log.root()).isEqualTo(house.verified().root());
    }

    @Test
    @DisplayName("R92: sessions killed at every step lose nothing, double nothing and leave no hole")
    void killedSessions_loseNothing() throws Exception {
        PostgresLedger ledger = house.open();
        Map<Long, FactId> receipts = new ConcurrentHashMap<>();
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            long from = writer * 1_000L;
            writers.add(new Thread(() -> {
                for (long i = from; i < from + 80; i++) {
                    receipts.put(i, persistently(ledger, i));
                }
            }));
        }
        writers.forEach(Thread::start);
        int kills = 0;
        while (writers.stream().anyMatch(Thread::isAlive)) {
            kills += Integer.parseInt(house.query("select count(*) from (select pg_terminate_backend(pid) from"
                    + " pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                    + " order by random() limit 2) killed"));
            Thread.sleep(15);
        }
        assertThat(kills).isGreaterThan(5);
        house.settle();
        List<Recorded> facts = ledger.journal().factsOf(INCIDENT, 0, 10_000);
        for (int i = 0; i < facts.size(); i++) {
            assertThat(facts.get(i).envelope().sequence()).isEqualTo(OptionalLong.of(i + 1));
        }
        assertThat(facts.stream().map(recorded -> recorded.envelope().id())).containsAll(receipts.values());
        assertThat(facts.stream()
                        .map(recorded -> ((MeasureTaken) recorded.envelope().fact()).value()))
                .doesNotHaveDuplicates()
                .hasSize(320);
        assertThat(house.verified().size()).isEqualTo(facts.size());
    }

    /** Asks again only after an answer that says that nothing was recorded for certain, or looks what was. */
    private FactId persistently(PostgresLedger ledger, long value) {
        while (true) {
            try {
                return record(ledger, value);
            } catch (BreakwaterException e) {
                assertThat(e.code()).isEqualTo(Code.JOURNAL_UNAVAILABLE);
                for (Recorded recorded : ledger.journal().factsOf(INCIDENT, 0, 10_000)) {
                    if (recorded.envelope().fact() instanceof MeasureTaken taken && taken.value() == value) {
                        return recorded.envelope().id();
                    }
                }
            }
        }
    }

    private void watch(Map<Long, Hash> seen, AtomicBoolean over) {
        while (!over.get()) {
            if (Files.exists(house.published().resolve("checkpoint"))) {
                Checkpoint head = Checkpoint.parse(house.note().text());
                Hash before = seen.putIfAbsent(head.size(), head.root());
                if (before != null && !before.equals(head.root())) {
                    throw new AssertionError("two roots for size " + head.size());
                }
            }
        }
    }

    private static FactId record(PostgresLedger ledger, long value) {
        return ledger.journal()
                .transact(tx -> tx.append(ALICE, new MeasureTaken(INCIDENT, "measure", value, "ms")))
                .value();
    }

    /** A fact in a transaction that stays open; with an arrival number of one's own if it is positive. */
    private String insert(Connection connection, long arrival) throws SQLException {
        FactId id = new FactIds(new Random()).next(house.clock().instant());
        Envelope envelope = Envelope.of(
                id, TestHouse.ORIGIN, house.clock().instant(), ALICE, OptionalLong.empty(), new ServerStopped("late"));
        Sql.execute(
                connection,
                "insert into fact (arrival, id, type, time, leaf) overriding system value values ("
                        + (arrival > 0 ? Long.toString(arrival) : "nextval(pg_get_serial_sequence('fact', 'arrival'))")
                        + ", ?, ?, now(), ?)",
                UUID.fromString(id.value()),
                envelope.type(),
                FactCodec.encode(envelope));
        return id.value();
    }

    private static void commit(Connection connection) throws SQLException {
        try (connection) {
            connection.commit();
        }
    }

    private void copyTo(TestPostgres.Database target) throws SQLException {
        String source = house.query("select current_database()");
        TestPostgres.Database any = TestPostgres.newDatabase();
        try (Connection connection = any.dataSource().getConnection()) {
            Sql.execute(connection, "drop database " + target.name());
            Sql.execute(connection, "create database " + target.name() + " template " + source);
        }
    }

    private static void awaitRollback(PostgresLedger ledger, String why) throws InterruptedException {
        while (ledger.status().rolledBack().filter(said -> said.contains(why)).isEmpty()) {
            Thread.sleep(20);
        }
    }
}
