package io.breakwater.ledger.postgres;

import io.breakwater.ledger.Bell;
import io.breakwater.ledger.FactCodec;
import io.breakwater.ledger.FactIds;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Receipt;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** The journal on PostgreSQL. Needs {@link Schema#migrate} first. Safe for several threads. */
public final class PostgresJournal implements Journal {
    /** How often work is run again when the database asks for it, or when the session was cut before the commit. */
    private static final int MOST_TRIES = 12;

    /** A pool may hand out this many dead sessions after the database went away and came back. */
    private static final int MOST_CUTS = 6;

    private static final long OUTCOME_SECONDS = 15;
    private static final int POLL_MILLIS = 250;
    private static final String RECORDED = "select f.leaf, e.position from fact f left join entry e using (arrival)";

    private final DataSource database;
    private final Backends backends;
    private final String origin;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final FactIds ids;
    private final Bell committed;
    private final Bell published;
    private final Supplier<Optional<String>> unsigned;

    /**
     * A journal without an integrator; {@link PostgresLedger} has both.
     *
     * @param backends the processes behind the database's sessions
     * @param origin the log's name, the source of every fact
     * @param random for salts and names: secure
     * @param committed rung after each commit with facts
     * @param published rings when a checkpoint was published
     * @param unsigned why nothing is signed until somebody looks into it; empty when nothing is wrong
     */
    PostgresJournal(
            DataSource database,
            Backends backends,
            String origin,
            InstantSource clock,
            RandomGenerator random,
            Bell committed,
            Bell published,
            Supplier<Optional<String>> unsigned) {
        this.database = database;
        this.backends = backends;
        this.origin = origin;
        this.clock = clock;
        this.random = random;
        this.ids = new FactIds(random);
        this.committed = committed;
        this.published = published;
        this.unsigned = unsigned;
    }

    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        int cuts = 0;
        for (int tries = 1; ; tries++) {
            try {
                return attempt(work);
            } catch (SQLException e) {
                boolean cut = Sql.isCut(e) && ++cuts < MOST_CUTS;
                if (tries == MOST_TRIES || !(cut || Sql.isConflict(e))) {
                    throw Sql.translated(e);
                }
                pause(tries);
            }
        }
    }

    private <T> Committed<T> attempt(Function<Transaction, T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            PostgresTransaction tx = transaction(connection, true);
            T value;
            try {
                value = work.apply(tx);
            } catch (PostgresTransaction.Refused e) {
                rollBack(connection);
                throw e.why();
            } catch (RuntimeException | Error e) {
                rollBack(connection);
                throw e;
            } finally {
                tx.end();
            }
            commit(connection, tx);
            return new Committed<>(value, receipts(tx));
        }
    }

    private List<Receipt> receipts(PostgresTransaction tx) {
        if (tx.lastFact().isPresent()) {
            committed.ring();
        }
        return tx.receipts(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** @throws SQLException when it is certain that nothing was committed */
    private void commit(Connection connection, PostgresTransaction tx) throws SQLException {
        int process = backends.of(connection);
        try {
            tx.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (!Sql.isCut(e)) {
                rollBack(connection);
                throw e;
            }
            if (tx.wrote() && !wasCommitted(tx, process, e)) {
                throw e;
            }
        } catch (RuntimeException | Error e) {
            rollBack(connection);
            throw e;
        }
    }

    /** Asks the database, once it can be reached again, what became of a transaction. */
    private boolean wasCommitted(PostgresTransaction tx, int process, SQLException cause) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(OUTCOME_SECONDS);
        while (tx.lastFact().isPresent() && System.nanoTime() < deadline) {
            Optional<Boolean> outcome = outcome(tx.lastFact().get(), process);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            pause(5);
        }
        throw new BreakwaterException(
                Code.JOURNAL_UNAVAILABLE,
                "the journal's database went away during the commit: whether it was recorded is not known yet; ask again",
                cause);
    }

    /** Whether the fact was committed; empty while that is open: a session cut on our side may be committing on the other. */
    private Optional<Boolean> outcome(FactId fact, int process) {
        try (Connection connection = database.getConnection()) {
            if (Backends.runs(connection, process)) {
                return Optional.empty();
            }
            return Sql.first(
                    connection,
                    row -> row.getBoolean(1),
                    "select exists (select from fact where id = ?)",
                    UUID.fromString(fact.value()));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // A session that cannot roll back is cut, and the database rolls back by itself.
        }
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
        return query(connection -> {
            connection.setAutoCommit(false);
            try {
                Sql.execute(connection, "set transaction isolation level repeatable read, read only");
                PostgresTransaction tx = transaction(connection, false);
                try {
                    return work.apply(tx);
                } catch (PostgresTransaction.Refused e) {
                    throw e.why();
                } finally {
                    tx.end();
                }
            } finally {
                rollBack(connection);
            }
        });
    }

    private PostgresTransaction transaction(Connection connection, boolean writable) {
        return new PostgresTransaction(
                connection, writable, origin, clock.instant().truncatedTo(ChronoUnit.MICROS), ids, random);
    }

    @Override
    public Optional<Recorded> fact(FactId id) {
        return query(connection -> Sql.first(
                connection, PostgresJournal::recorded, RECORDED + " where f.id = ?", UUID.fromString(id.value())));
    }

    @Override
    public List<Recorded> factsOf(IncidentId incident, long afterSequence, int limit) {
        return query(connection -> Sql.list(
                connection,
                PostgresJournal::recorded,
                RECORDED + " where f.incident = ? and f.incidentseq > ? order by f.incidentseq limit ?",
                incident.value(),
                afterSequence,
                limit));
    }

    @Override
    public List<Recorded> factsFrom(long fromPosition, int limit) {
        return query(connection -> Sql.list(
                connection,
                PostgresJournal::recorded,
                "select f.leaf, e.position from entry e join fact f using (arrival) where e.position >= ?"
                        + " order by e.position limit ?",
                fromPosition,
                limit));
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        byte[] leaf = row.getBytes(1);
        long position = row.getLong(2);
        return new Recorded(
                FactCodec.decode(leaf), leaf, row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position));
    }

    @Override
    public Optional<Content> content(ContentRef ref) {
        Optional<Content> content = query(connection -> Sql.first(
                connection,
                row -> new Content(
                        new ContentRef(ref.digest(), row.getString(1), ref.sizeBytes()),
                        row.getBytes(2),
                        row.getBytes(3)),
                "select media_type, salt, bytes from content where digest = ?",
                ref.digest()));
        content.ifPresent(Content::verify);
        return content;
    }

    @Override
    public String awaitCovered(FactId fact, long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (true) {
            long heard = published.rings();
            Optional<String> checkpoint = covering(fact);
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (checkpoint.isPresent()) {
                return checkpoint.get();
            }
            requireSigned(fact);
            if (leftMillis <= 0) {
                throw new BreakwaterException(
                        Code.JOURNAL_UNAVAILABLE,
                        "no signed checkpoint covers the fact " + fact + " yet; it is durable, if it was receipted");
            }
            await(heard, Math.min(leftMillis, POLL_MILLIS));
        }
    }

    /** Waiting would not help: what was published and the database disagree. */
    private void requireSigned(FactId fact) {
        unsigned.get().ifPresent(why -> {
            throw new BreakwaterException(
                    Code.LEDGER_ROLLED_BACK,
                    "nothing is signed, so no checkpoint covers the fact " + fact
                            + "; it is durable, if it was receipted: " + why);
        });
    }

    private Optional<String> covering(FactId fact) {
        return query(connection -> Sql.first(
                connection,
                row -> row.getString(1),
                "select h.checkpoint from fact f join entry e using (arrival) join log_head h"
                        + " on h.published_size > e.position where f.id = ?",
                UUID.fromString(fact.value())));
    }

    private void await(long heard, long millis) {
        try {
            published.await(heard, millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Statements on a session of their own. */
    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Reading changes nothing, so a session that was cut is simply replaced. */
    private <T> T query(Query<T> query) {
        for (int tries = 1; ; tries++) {
            try (Connection connection = database.getConnection()) {
                return query.run(connection);
            } catch (SQLException e) {
                if (tries == MOST_CUTS || !(Sql.isCut(e) || Sql.isConflict(e))) {
                    throw Sql.translated(e);
                }
                pause(tries);
            }
        }
    }

    /** Longer from try to try, and never the same for two who got into each other's way. */
    private void pause(int tries) {
        try {
            Thread.sleep(random.nextLong(5L * tries * tries) + 5);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static BreakwaterException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BreakwaterException(Code.JOURNAL_UNAVAILABLE, "interrupted while waiting for the journal", e);
    }
}
