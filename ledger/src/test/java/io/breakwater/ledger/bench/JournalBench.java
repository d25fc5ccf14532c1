package io.breakwater.ledger.bench;

import io.breakwater.embedded.EmbeddedPostgres;
import io.breakwater.embedded.TestPostgres;
import io.breakwater.ledger.FactCodec;
import io.breakwater.ledger.FactIds;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.postgres.PostgresLedger;
import io.breakwater.model.Actor;
import io.breakwater.model.FactId;
import io.breakwater.model.HouseFact.HouseEvidenceRead;
import io.breakwater.model.PersonId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import javax.sql.DataSource;

/**
 * Facts a second, beside the same inserts without the ledger, in the same run; and end to end, when the signed and
 * published checkpoint is waited for.
 *
 * <p>"The same inserts": the same CloudEvent written by Jackson as it comes, one row a transaction through the same pool,
 * into a table with the same columns and the same unique keys. It is inserted as a program does without thinking about it:
 * the statement, then the commit. Nobody hashes, orders, signs or publishes it, nothing makes it canonical, and it lacks the
 * index that finds late commits. Ratios are of neighbouring measurements; which of the two comes first changes by round.
 *
 * <p>Arguments: seconds for each measurement (5), rounds (3). fsync is on.
 */
public final class JournalBench {
    private static final String ORIGIN = "breakwater.bench/journal";
    private static final int MANY = 16;
    private static final int CLIENTS = 64;
    private static final int CLIENT_BATCH = 64;
    private static final HouseEvidenceRead FACT = new HouseEvidenceRead("a".repeat(120), new PersonId("alice"));
    private static final Actor ALICE = Actor.person(new PersonId("alice"), "cli");
    private static final String PLAIN = "create table plain (arrival bigint generated always as identity primary key,"
            + " xid xid8 not null default pg_current_xact_id(), id uuid not null unique, type text not null,"
            + " time timestamptz not null, incident text collate \"C\", incidentseq bigint, leaf bytea not null,"
            + " unique (incident, incidentseq))";

    private final DataSource database;
    private final PostgresLedger ledger;
    private final FactIds ids = new FactIds(new SecureRandom());
    private final int seconds;

    private JournalBench(DataSource database, PostgresLedger ledger, int seconds) {
        this.database = database;
        this.ledger = ledger;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path folder = TestPostgres.newFolder();
        SecureRandom random = new SecureRandom();
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(EmbeddedPostgres.Options.in(folder.resolve("postgres")))) {
            DataSource database = new Pool(postgres.createDatabase("journal"), postgres.user(), postgres.password());
            try (PostgresLedger ledger = PostgresLedger.open(new PostgresLedger.Setting(
                    database,
                    LedgerKeys.openOrFound(folder.resolve("keys"), ORIGIN, random)
                            .log(),
                    folder.resolve("published"),
                    List.of(),
                    InstantSource.system(),
                    random))) {
                new JournalBench(database, ledger, seconds).run(rounds);
            }
        } finally {
            TestPostgres.delete(folder);
        }
    }

    private void run(int rounds) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement create = connection.prepareStatement(PLAIN)) {
            create.execute();
        }
        System.out.println(
                "compared: the same event as JSON into a table with the same columns and unique keys, insert and"
                        + " commit, same pool");
        measure(MANY, this::plain);
        measure(MANY, this::recorded);
        settle();
        for (int writers : new int[] {1, MANY}) {
            compare(writers, rounds);
        }
        endToEnd();
    }

    private void compare(int writers, int rounds) throws Exception {
        List<Double> plain = new ArrayList<>();
        List<Double> ledgers = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean plainFirst = round % 2 == 0;
            double first = measure(writers, plainFirst ? this::plain : this::recorded);
            settle();
            double second = measure(writers, plainFirst ? this::recorded : this::plain);
            settle();
            plain.add(plainFirst ? first : second);
            ledgers.add(plainFirst ? second : first);
            ratios.add(ledgers.get(round) / plain.get(round));
        }
        System.out.printf(
                "%2d writers: plain %.0f/s, with the ledger %.0f/s, ratio %.2f (goal >= 0.90; rounds %s)%n",
                writers, median(plain), median(ledgers), median(ratios), rounded(ratios));
    }

    /** Acts a second, over all writers. */
    private double measure(int writers, IntConsumer act) throws InterruptedException {
        AtomicLong acts = new AtomicLong();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        together(writers, writer -> {
            while (System.nanoTime() < end) {
                act.accept(writer);
                acts.incrementAndGet();
            }
        });
        return acts.get() * 1e9 / (System.nanoTime() - start);
    }

    private static void together(int writers, IntConsumer work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            threads.add(new Thread(() -> work.accept(writer)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void recorded(int writer) {
        ledger.journal().transact(tx -> tx.append(ALICE, FACT));
    }

    /** What a program without a ledger would do: write its event as JSON into a row. */
    private void plain(int writer) {
        Instant now = Instant.now();
        FactId id = ids.next(now);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into plain (id, type, time, incident, incidentseq, leaf) values (?, ?, ?, ?, ?, ?)")) {
                insert.setObject(1, UUID.fromString(id.value()));
                insert.setString(2, FactCodec.typeOf(FACT));
                insert.setObject(3, now.atOffset(ZoneOffset.UTC));
                insert.setString(4, null);
                insert.setObject(5, null, java.sql.Types.BIGINT);
                insert.setBytes(6, Json.mapper().writeValueAsBytes(event(id, now)));
                insert.executeUpdate();
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException | com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same CloudEvent, so that both write the same number of bytes. */
    private static Map<String, Object> event(FactId id, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", ORIGIN);
        event.put("type", FactCodec.typeOf(FACT));
        event.put("time", now);
        event.put("datacontenttype", "application/json");
        event.put("actor", ALICE.name());
        event.put("actorvia", ALICE.via());
        event.put("data", FACT);
        return event;
    }

    private void settle() {
        ledger.journal()
                .awaitCovered(
                        ledger.journal().transact(tx -> tx.append(ALICE, FACT)).value(), 120_000);
    }

    /** Each client records a batch in one transaction and waits until a published checkpoint covers it. */
    private void endToEnd() throws InterruptedException {
        ConcurrentLinkedQueue<Long> millis = new ConcurrentLinkedQueue<>();
        AtomicLong facts = new AtomicLong();
        long start = System.nanoTime();
        long end = start + 2L * seconds * 1_000_000_000L;
        together(CLIENTS, client -> {
            while (System.nanoTime() < end) {
                long begun = System.nanoTime();
                FactId last = ledger.journal().transact(this::batch).value();
                ledger.journal().awaitCovered(last, 60_000);
                millis.add((System.nanoTime() - begun) / 1_000_000);
                facts.addAndGet(CLIENT_BATCH);
            }
        });
        double perSecond = facts.get() * 1e9 / (System.nanoTime() - start);
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "end to end, %d clients with %d facts a transaction, published checkpoint waited for: %.0f facts/s"
                        + " (goal >= 2500), p50 %d ms, p99 %d ms (goal < 2500)%n",
                CLIENTS, CLIENT_BATCH, perSecond, sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.99)]);
    }

    private FactId batch(io.breakwater.ledger.Transaction tx) {
        FactId last = tx.append(ALICE, FACT);
        for (int i = 1; i < CLIENT_BATCH; i++) {
            last = tx.append(ALICE, FACT);
        }
        return last;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String rounded(List<Double> ratios) {
        return Arrays.toString(
                ratios.stream().mapToLong(ratio -> Math.round(ratio * 100)).toArray());
    }
}
