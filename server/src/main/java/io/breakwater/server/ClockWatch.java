package io.breakwater.server;

import io.breakwater.ledger.Journal;
import io.breakwater.model.Actor;
import io.breakwater.model.HouseFact.ClockJumped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Sees when the wall clock moves against the monotonic one, and puts it on the record.
 *
 * <p>What counts is how far the two are apart since the last fact, not since the last look: many small steps, each within
 * what every machine has, would else set a clock wrong by hours without a word. Steps that cancel out are no fact.
 */
final class ClockWatch {
    /** A smaller difference is the correction every machine has; deadlines and windows do not hang on it. */
    static final Duration JUMP = Duration.ofSeconds(2);

    private final Journal journal;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private Optional<Seen> anchor = Optional.empty();

    private record Seen(Instant wall, long nanos) {}

    ClockWatch(Journal journal, InstantSource clock, LongSupplier nanoTime) {
        this.journal = journal;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Looks once. A jump whose record fails is recorded by the next look. */
    synchronized void look() {
        Seen now = new Seen(clock.instant(), nanoTime.getAsLong());
        if (anchor.isEmpty() || recorded(anchor.get(), now)) {
            anchor = Optional.of(now);
        }
    }

    private boolean recorded(Seen since, Seen now) {
        Instant expected = since.wall().plusNanos(now.nanos() - since.nanos());
        Duration apart = Duration.between(expected, now.wall());
        if (apart.abs().compareTo(JUMP) < 0) {
            return false;
        }
        ClockJumped fact = new ClockJumped(expected, now.wall(), apart.toMillis());
        journal.transact(tx -> tx.append(Actor.system("clock"), fact));
        return true;
    }
}
