package io.breakwater.detect.cover;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A time window, both ends included. An end that is not known is open. */
public record Window(Optional<Instant> from, Optional<Instant> to) {
    /** All of time. */
    public static final Window ALWAYS = new Window(Optional.empty(), Optional.empty());

    /** From a time to a time. */
    public static Window of(Instant from, Instant to) {
        return new Window(Optional.of(from), Optional.of(to));
    }

    /** From a time on, without an end. */
    public static Window since(Instant from) {
        return new Window(Optional.of(from), Optional.empty());
    }

    /** Whether the time lies in the window, with so much tolerance at either end. */
    public boolean holds(Instant time, Duration tolerance) {
        return !startsAfter(time, tolerance) && !endsBefore(time, tolerance);
    }

    boolean endsBefore(Instant time, Duration tolerance) {
        return to.filter(end -> end.plus(tolerance).isBefore(time)).isPresent();
    }

    boolean startsAfter(Instant time, Duration tolerance) {
        return from.filter(start -> start.minus(tolerance).isAfter(time)).isPresent();
    }

    long firstMillis() {
        return from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    }

    long lastMillis() {
        return to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    /** The window in words: {@code from 2026-07-01T10:00:00Z to 2026-07-01T11:00:00Z}. */
    public String inWords() {
        if (from.isEmpty() && to.isEmpty()) {
            return "without a time window";
        }
        return from.map(start -> "from " + start).orElse("from the beginning")
                + to.map(end -> " to " + end).orElse(" without an end");
    }
}
