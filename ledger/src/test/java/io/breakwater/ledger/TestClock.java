package io.breakwater.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move. Starts at 03:12 on the night of every emergency. */
public final class TestClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public TestClock() {
        this(Instant.parse("2026-11-21T03:12:00Z"));
    }

    public TestClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves the clock, backwards too. */
    public TestClock advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
        return this;
    }

    /** Puts the clock to a time. */
    public TestClock set(Instant to) {
        now.set(to);
        return this;
    }
}
