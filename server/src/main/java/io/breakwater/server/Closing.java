package io.breakwater.server;

import io.breakwater.access.grant.ProveRevocation;
import io.breakwater.model.Actor;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Waits for the proof that access is over, for as long as somebody waits for an answer; the clock goes on for ever. */
public final class Closing {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ProveRevocation prove;
    private final InstantSource clock;

    Closing(ProveRevocation prove, InstantSource clock) {
        this.prove = prove;
        this.clock = clock;
    }

    /** Tries until it is proven or {@link #LONGEST_WAIT} is over; no more often than the grant says. */
    public void untilProven(Actor actor, Grant ending) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        Grant grant = prove.attempt(actor, ending.id());
        while (grant.state() == GrantState.ENDING && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            Instant next = grant.nextRevocationAt().orElse(Instant.EPOCH);
            if (!clock.instant().isBefore(next)) {
                grant = prove.attempt(actor, ending.id());
            }
        }
    }
}
