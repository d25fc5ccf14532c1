package io.breakwater.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The four moments of a finding, kept apart because different parties answer for them.
 *
 * @param event when it happened, by the cloud's clock
 * @param delivered when the cloud delivered the log, where that is known
 * @param ingested when Breakwater began to read the log
 * @param alerted when the finding went on the record
 */
public record FindingTimes(Instant event, Optional<Instant> delivered, Instant ingested, Instant alerted) {
    /** Within which time of an event somebody is to know (R29). */
    public static final Duration GOAL = Duration.ofMinutes(15);

    /** From the event to the alert; zero where the clocks disagree about which came first. */
    public Duration delay() {
        return since(event);
    }

    /** Breakwater's own share of that: from the beginning of reading to the alert; zero where a clock was set back. */
    public Duration reading() {
        return since(ingested);
    }

    private Duration since(Instant begin) {
        Duration passed = Duration.between(begin, alerted);
        return passed.isNegative() ? Duration.ZERO : passed;
    }

    /** Whether the alert came within {@link #GOAL} of the event. */
    public boolean inTime() {
        return delay().compareTo(GOAL) <= 0;
    }
}
