package io.breakwater.server;

import io.breakwater.ledger.Journal;
import io.breakwater.model.Actor;
import io.breakwater.model.HouseFact.ClockJumped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Sees when the wall clock jumps against the monotonic one, and puts it on the record. */
final class ClockWatch {
    /** A smaller difference is the drift and the correction every machine has. */
    static final Duration JUMP = Duration.ofSeconds(2);

    private final Journal journal;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private Optional<Seen> last = Optional.empty();

    private record Seen(Instant wall, long nanos) {}

    ClockWatch(Journal journal, InstantSource clock, LongSupplier nanoTime) {
        this.journal = journal;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Looks once. A jump whose record fails is recorded by the next look. */
    synchronized void look() {
        Seen now = new Seen(clock.instant(), nanoTime.getAsLong());
        if (last.isPresent()) {
            Instant expected =
                    last.get().wall().plusNanos(now.nanos() - last.get().nanos());
            Duration jump = Duration.between(expected, now.wall());
            if (jump.abs().compareTo(JUMP) >= 0) {
                ClockJumped fact = new ClockJumped(expected, now.wall(), jump.toMillis());
                journal.transact(tx -> tx.append(Actor.system("clock"), fact));
            }
        }
        last = Optional.of(now);
    }
}
