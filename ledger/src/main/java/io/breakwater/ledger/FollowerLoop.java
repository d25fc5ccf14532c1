package io.breakwater.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Runs one follower over the log, fact by fact, on a thread of its own.
 *
 * <p>The cursor is a state document that moves in the same transaction as what the follower does, so nothing is skipped
 * and nothing is done twice, also when two servers run the same follower. A fact that fails is tried again for ever, after
 * a pause that grows to half a minute; {@link #trouble} says so meanwhile.
 */
public final class FollowerLoop implements AutoCloseable {
    private static final int POLL_MILLIS = 500;
    private static final int FIRST_PAUSE_MILLIS = 100;
    private static final int MAX_PAUSE_MILLIS = 30_000;
    private static final int BATCH = 200;

    private final Journal journal;
    private final Follower follower;
    private final Bell integrated;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile long cursor;

    /** Where a follower is: the position of the first fact it has not seen. */
    public record FollowerCursor(long position) {}

    /** @param integrated rings when facts got positions */
    public FollowerLoop(Journal journal, Follower follower, Bell integrated) {
        this.journal = journal;
        this.follower = follower;
        this.integrated = integrated;
        this.thread = new Thread(this::run, "follower-" + follower.name());
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public FollowerLoop start() {
        thread.start();
        return this;
    }

    /** The follower's name. */
    public String name() {
        return follower.name();
    }

    /** The position of the first fact it has not seen, as far as this process knows. */
    public long cursor() {
        return cursor;
    }

    /** Why it does not get on; empty when it does. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Follows what there is now, at most one batch; false when there was nothing. */
    public boolean step() {
        long from = journal.<Optional<StateStore.Stored<FollowerCursor>>>read(
                        tx -> tx.state().find(FollowerCursor.class, follower.name()))
                .map(stored -> stored.value().position())
                .orElse(0L);
        cursor = from;
        List<Recorded> facts = journal.factsFrom(from, BATCH);
        for (Recorded fact : facts) {
            journal.transact(tx -> follow(tx, fact));
            cursor = position(fact) + 1;
        }
        return !facts.isEmpty();
    }

    private boolean follow(Transaction tx, Recorded fact) {
        StateStore state = tx.state();
        StateStore.Stored<FollowerCursor> stored = state.lock(FollowerCursor.class, follower.name())
                .orElseGet(() -> state.insert(follower.name(), new FollowerCursor(0)));
        if (stored.value().position() != position(fact)) {
            // Another server was faster.
            return false;
        }
        follower.follow(tx, fact);
        state.update(stored, new FollowerCursor(position(fact) + 1));
        return true;
    }

    private static long position(Recorded fact) {
        OptionalLong position = fact.position();
        return position.orElseThrow(() -> new IllegalStateException("a fact from the log without a position"));
    }

    private void run() {
        int pauseMillis = FIRST_PAUSE_MILLIS;
        while (!closed) {
            try {
                long heard = integrated.rings();
                if (!step()) {
                    integrated.await(heard, POLL_MILLIS);
                }
                trouble = Optional.empty();
                pauseMillis = FIRST_PAUSE_MILLIS;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // Whatever a follower throws, the fact comes again; stopping here would lose every fact after it.
                trouble = Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
                if (!paused(pauseMillis)) {
                    return;
                }
                pauseMillis = Math.min(MAX_PAUSE_MILLIS, 2 * pauseMillis);
            }
        }
    }

    private boolean paused(int millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Stops the thread after what it is doing. */
    @Override
    public void close() {
        closed = true;
        integrated.ring();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
