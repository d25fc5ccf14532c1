package io.breakwater.ledger.postgres;

import io.breakwater.ledger.Bell;
import io.breakwater.ledger.Follower;
import io.breakwater.ledger.FollowerLoop;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.witness.Cosigning;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.HouseFact.LedgerRollbackSeen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one server: the journal, and, while this server holds the pen, the thread that orders, signs and publishes.
 *
 * <p>What is committed is never signed before it is in the committed tree; what is published is never taken back. While
 * the two disagree, facts are accepted and ordered, nothing is signed, and {@link #status} and a fact say so.
 */
public final class PostgresLedger implements AutoCloseable {
    private static final int POLL_MILLIS = 500;

    /** With the longest rest, the signing and the files: a checkpoint follows within a second. */
    private static final long PUBLISH_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    private static final long MOST_PUBLISH_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int SHORTEST_REST_MILLIS = 20;
    private static final int LONGEST_REST_MILLIS = 150;
    private static final long MOST_PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final Setting setting;
    private final Bell committed = new Bell();
    private final Bell integrated = new Bell();
    private final Bell published = new Bell();
    private final Bell over = new Bell();
    private final PostgresJournal journal;
    private final DatabaseTiles tiles;
    private final Publisher publisher;
    private final List<Witnessing> witnesses = new ArrayList<>();
    private final List<FollowerLoop> followers = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "ledger-integrator");
    private volatile boolean closing;
    private volatile LedgerStatus status = new LedgerStatus(false, 0, 0, 0, Optional.empty(), Optional.empty());
    private @Nullable Pen pen;
    private @Nullable Integrator integrator;
    private long restMillis = SHORTEST_REST_MILLIS;
    private long lastPublishedNanos;
    private long publishPauseNanos = PUBLISH_NANOS;
    private long pauseMillis = POLL_MILLIS;
    private boolean unpublished;
    private boolean rollbackTold;

    /**
     * What a ledger is made of.
     *
     * @param database sessions; the integrator keeps one for itself
     * @param signer of the log; its name is the log's origin
     * @param publishTo the folder outside the database
     * @param random secure
     */
    public record Setting(
            DataSource database,
            NoteSigner signer,
            Path publishTo,
            List<Cosigning> witnesses,
            InstantSource clock,
            RandomGenerator random) {}

    private PostgresLedger(Setting setting, Backends backends) throws IOException {
        this.setting = setting;
        this.journal = new PostgresJournal(
                setting.database(),
                backends,
                setting.signer().name(),
                setting.clock(),
                setting.random(),
                committed,
                published,
                () -> status.rolledBack());
        this.tiles = new DatabaseTiles(setting.database());
        this.publisher = new Publisher(setting.publishTo(), tiles, setting.signer());
        thread.setDaemon(true);
        this.lastPublishedNanos = System.nanoTime() - PUBLISH_NANOS;
        setting.witnesses().forEach(witness -> witnesses.add(new Witnessing(witness, tiles, journal, this::cosigned)));
    }

    /**
     * Brings the tables to this version and starts.
     *
     * @throws BreakwaterException {@code JOURNAL_UNAVAILABLE} when the database cannot be reached, or would lose committed
     *     facts with the power; {@code LEDGER_NOT_OWNED} when it holds another log
     */
    public static PostgresLedger open(Setting setting) {
        Schema.migrate(setting.database());
        try {
            PostgresLedger ledger = new PostgresLedger(setting, requireDurableOwnLog(setting));
            ledger.thread.start();
            ledger.witnesses.forEach(Witnessing::start);
            return ledger;
        } catch (IOException e) {
            throw new BreakwaterException(
                    Code.STORAGE_FULL, "the folder " + setting.publishTo() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Backends requireDurableOwnLog(Setting setting) {
        try (Connection connection = setting.database().getConnection()) {
            Durability.require(connection);
            Pen.found(connection, setting.signer().name());
            Optional<String> origin = Sql.first(connection, row -> row.getString(1), "select origin from log_head");
            if (origin.isPresent() && !origin.get().equals(setting.signer().name())) {
                throw new BreakwaterException(
                        Code.LEDGER_NOT_OWNED,
                        "the database holds the log " + origin.get() + ", and these keys are of "
                                + setting.signer().name());
            }
            return Backends.seenOver(connection);
        } catch (SQLException e) {
            throw Sql.translated(e);
        }
    }

    /** Where facts come in. */
    public Journal journal() {
        return journal;
    }

    /** The committed log, from the database. */
    public TileSource tiles() {
        return tiles;
    }

    /** How it stands. */
    public LedgerStatus status() {
        return status;
    }

    /** Lets a follower follow, from where it was. */
    public FollowerLoop follow(Follower follower) {
        FollowerLoop loop = new FollowerLoop(journal, follower, integrated).start();
        followers.add(loop);
        return loop;
    }

    private void run() {
        while (!closing) {
            try {
                long heard = committed.rings();
                boolean more = work();
                status = trouble(unsettled());
                pauseMillis = POLL_MILLIS;
                committed.await(more ? heard - 1 : heard, waitMillis());
                // A short rest makes batches of what comes at the same time.
                Thread.sleep(restMillis);
            } catch (InterruptedException e) {
                break;
            } catch (RolledBack e) {
                altered(e);
            } catch (SQLException | RuntimeException e) {
                dropPen(e);
            }
        }
        lastRound();
    }

    /** Everything recorded before an orderly stop is signed. */
    private void lastRound() {
        boolean interrupted = Thread.interrupted();
        try {
            lastPublishedNanos = System.nanoTime() - publishPauseNanos;
            while (work()) {
                status = trouble(unsettled());
            }
        } catch (SQLException | RuntimeException | RolledBack e) {
            status = trouble(Optional.of(String.valueOf(e.getMessage())));
        }
        putDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round; true when another one is due at once. */
    private boolean work() throws SQLException, RolledBack {
        if (!takePen()) {
            return false;
        }
        Integrator mine = java.util.Objects.requireNonNull(integrator);
        int placed = mine.round();
        restMillis = restAfter(placed);
        if (placed > 0) {
            unpublished = true;
            integrated.ring();
        }
        if (unpublished && System.nanoTime() - lastPublishedNanos >= publishPauseNanos) {
            publish(java.util.Objects.requireNonNull(pen));
        }
        return placed == Integrator.BATCH;
    }

    /** Rests grow while facts keep coming, so that writers get the machine; the first fact after a quiet time waits least. */
    private long restAfter(int placed) {
        boolean steady = placed > 0 && placed < Integrator.BATCH;
        return steady ? Math.min(LONGEST_REST_MILLIS, 2 * restMillis) : SHORTEST_REST_MILLIS;
    }

    private boolean takePen() throws SQLException {
        if (pen == null) {
            Optional<Pen> taken =
                    Pen.tryTake(setting.database(), setting.signer().name());
            if (taken.isPresent()) {
                pen = taken.get();
                integrator = new Integrator(taken.get(), tiles);
                unpublished = true;
            }
        }
        return pen != null;
    }

    private void publish(Pen mine) throws SQLException {
        lastPublishedNanos = System.nanoTime();
        Pen.Head head = mine.begin();
        try {
            Optional<SignedNote> note =
                    head.size() > 0 ? Optional.of(publisher.publish(head.size(), head.root())) : Optional.empty();
            if (note.isPresent()) {
                mine.wrotePublished(head.size(), note.get().format());
            }
            mine.commit();
            unpublished = false;
            rollbackTold = false;
            publishPauseNanos = PUBLISH_NANOS;
            status = new LedgerStatus(true, mine.epoch(), head.size(), head.size(), Optional.empty(), Optional.empty());
            published.ring();
            // Not before the commit: a cosignature has to find the checkpoint it belongs to.
            note.ifPresent(checkpoint -> witnesses.forEach(witness -> witness.offer(checkpoint)));
        } catch (RolledBack e) {
            mine.rollBack();
            rolledBack(mine, head.size(), e);
        } catch (IOException e) {
            mine.rollBack();
            notPublished(e);
        } catch (SQLException | RuntimeException e) {
            mine.rollBack();
            throw e;
        }
    }

    /** The folder fails, not the pen: it is kept, facts go on getting positions, and the folder is tried less often. */
    private void notPublished(IOException why) {
        publishPauseNanos = Math.min(MOST_PUBLISH_PAUSE_NANOS, 2 * publishPauseNanos);
        status = trouble(Optional.of(
                "the checkpoint cannot be published into " + setting.publishTo() + ": " + why.getMessage()));
    }

    private void rolledBack(Pen mine, long size, RolledBack seen) {
        status = new LedgerStatus(
                true, mine.epoch(), size, status.publishedSize(), Optional.of(seen.detail()), Optional.empty());
        if (!rollbackTold) {
            tellRollback(seen);
        }
    }

    /** The tree fails, not the pen: it is kept, and what somebody altered is looked at again less and less often. */
    private void altered(RolledBack seen) {
        unpublished = true;
        rolledBack(java.util.Objects.requireNonNull(pen), seen.ownSize(), seen);
        pause();
    }

    private void tellRollback(RolledBack seen) {
        try {
            journal.transact(tx -> tx.append(
                    Actor.system("ledger"),
                    new LedgerRollbackSeen(seen.publishedSize(), seen.ownSize(), seen.detail())));
            rollbackTold = true;
        } catch (BreakwaterException e) {
            // Told with the next attempt, when the journal is back.
        }
    }

    /** The folder and the database each keep what they have and add: two witnesses may answer at once, or one twice. */
    private void cosigned(String text, NoteSignature cosignature) {
        try (Connection connection = setting.database().getConnection()) {
            publisher.cosigned(text, cosignature);
            Cosignatures.add(connection, text, cosignature);
            published.ring();
        } catch (SQLException e) {
            throw Sql.translated(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long waitMillis() {
        if (!unpublished || pen == null) {
            return POLL_MILLIS;
        }
        long nanos = publishPauseNanos - (System.nanoTime() - lastPublishedNanos);
        return Math.max(1, Math.min(POLL_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    /** After any other failure the pen is put down: whoever takes it next starts from what the database holds. */
    private void dropPen(Exception why) {
        putDown();
        BreakwaterException told = why instanceof SQLException refused ? Sql.translated(refused) : inside(why);
        status = trouble(Optional.of(told.code() + ": " + told.getMessage()));
        if (told.code() == Code.JOURNAL_UNAVAILABLE) {
            pauseMillis = POLL_MILLIS;
        }
        pause();
    }

    private static BreakwaterException inside(Exception why) {
        return why instanceof BreakwaterException known
                ? known
                : new BreakwaterException(Code.INTERNAL, why.getClass().getSimpleName() + ": " + why.getMessage(), why);
    }

    /** Each in a row is twice as long as the one before. Whoever closes does not wait for its end. */
    private void pause() {
        try {
            long heard = over.rings();
            if (!closing) {
                over.await(heard, pauseMillis);
            }
            pauseMillis = Math.min(MOST_PAUSE_MILLIS, 2 * pauseMillis);
        } catch (InterruptedException e) {
            closing = true;
        }
    }

    private void putDown() {
        Pen held = pen;
        pen = null;
        integrator = null;
        if (held != null) {
            held.close();
        }
    }

    /** What was wrong is wrong until something was published, unless that is now another server's part. */
    private Optional<String> unsettled() {
        return pen != null && unpublished ? status.trouble() : Optional.empty();
    }

    private LedgerStatus trouble(Optional<String> trouble) {
        Pen held = pen;
        LedgerStatus last = status;
        return new LedgerStatus(
                held != null,
                held == null ? 0 : held.epoch(),
                last.integratedSize(),
                last.publishedSize(),
                held == null ? Optional.empty() : last.rolledBack(),
                trouble);
    }

    /** Stops followers and witnesses, signs what is recorded, and puts the pen down. */
    @Override
    public void close() {
        followers.forEach(FollowerLoop::close);
        closing = true;
        over.ring();
        committed.ring();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        witnesses.forEach(Witnessing::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
