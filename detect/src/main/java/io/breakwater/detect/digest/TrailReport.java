package io.breakwater.detect.digest;

import java.time.Instant;
import java.util.List;

/**
 * What the digests of one trail prove.
 *
 * @param digests how many there are
 * @param signed how many of them carry a signature of a believed key
 * @param logs how many log files they name
 * @param intact how many of those are there as they were delivered
 * @param proven times of which every delivery is known and there: nothing else was delivered
 * @param flaws what is wrong, at most {@value #FLAWS} of each kind, so that none hides a graver one
 * @param flawCount how many there are in all
 */
public record TrailReport(
        Trail trail,
        long digests,
        long signed,
        Instant from,
        Instant to,
        long logs,
        long intact,
        List<Span> proven,
        List<Flaw> flaws,
        long flawCount) {
    static final int FLAWS = 10_000;

    /** From an instant, included, to another, excluded. */
    public record Span(Instant from, Instant to) {}

    public TrailReport {
        proven = List.copyOf(proven);
        flaws = List.copyOf(flaws);
    }
}
