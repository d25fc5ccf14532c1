package io.breakwater.detect.scan;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.sigma.rule.Level;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A scan in numbers.
 *
 * @param events that rules matched, each delivery of one event counted
 * @param duplicates deliveries of an event that had been delivered before, among those that rules matched
 * @param outsidePeriod events that were read and left out, because they are outside of the period that was asked for
 * @param undecided how often a rule could not decide about an event
 * @param findings all of them, settled or not
 * @param verdicts of the events that need cover
 * @param levels of the findings that are not settled
 * @param first the earliest event that a rule matched
 * @param last the latest
 */
public record ScanCounts(
        long events,
        long duplicates,
        long outsidePeriod,
        long undecided,
        long findings,
        SortedMap<Verdict, Long> verdicts,
        SortedMap<Level, Long> levels,
        Optional<Instant> first,
        Optional<Instant> last) {
    /** How many events needed cover. */
    public long needingCover() {
        return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many events have this verdict. */
    public long of(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    /** How much of what needed cover has it, in per cent, drills included; empty when nothing needed any. */
    public Optional<Double> coveragePercent() {
        long all = needingCover();
        return all == 0 ? Optional.empty() : Optional.of(100.0 * (of(Verdict.COVERED) + of(Verdict.DRILL)) / all);
    }
}
