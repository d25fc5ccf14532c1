package io.breakwater.detect.scan;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.Whereabouts;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is kept of a log that has been read: the events that may mean something together with those of other logs, and those
 * that have meant something already.
 *
 * @param used the events of correlations that have matched: they are used up, and make no second match
 */
public record Remembered(List<Kept> kept, Set<Used> used) {
    /** An event, and until when it is looked back at. */
    record Kept(Hit hit, Instant until) {
        /** With its record in memory, for as long as it is remembered. */
        Kept inMemory() {
            LogEvent event = hit.event();
            return event.raw().isElsewhere()
                    ? new Kept(new Hit(event.with(RawRecord.of(event.raw().bytes())), hit.rules()), until)
                    : this;
        }

        int bytes() {
            return OVERHEAD_BYTES + hit.event().raw().length();
        }
    }

    /** An event that a correlation has used up. */
    record Used(String rule, String event, Instant time) {}

    /** Of one log, and of all together, so many events are looked back at. */
    public static final int MOST_EVENTS = 20_000;

    /** The events of one log take no more of the memory, about. */
    static final long MOST_BYTES = 32L << 20;

    private static final int OVERHEAD_BYTES = 1_000;

    public Remembered {
        kept = List.copyOf(kept);
        used = Set.copyOf(used);
    }

    /** Whether there is nothing to look back at. */
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** How many events there are. */
    public int size() {
        return kept.size();
    }

    /** What it takes in memory, about. */
    public long bytes() {
        return kept.stream().mapToLong(Kept::bytes).sum();
    }

    /** When the last of its events happened. */
    public Optional<Instant> latest() {
        return kept.stream().map(one -> one.hit().event().time()).max(Instant::compareTo);
    }

    /** What is left of it then. */
    public Remembered at(Instant time) {
        return new Remembered(
                kept.stream().filter(one -> one.until().isAfter(time)).toList(), used);
    }

    /** Where its events stand in their log. */
    public Set<Whereabouts> places() {
        return kept.stream().map(one -> one.hit().event().where()).collect(Collectors.toSet());
    }

    /** The same with what these findings use up. */
    public Remembered using(List<Finding> correlations, ScanRules rules) {
        Set<Used> more = new HashSet<>(used);
        for (Finding finding : correlations) {
            if (finding.kind() == Finding.Kind.CORRELATION) {
                String rule = rules.info(finding.rules().get(0)).handle();
                finding.others().forEach(event -> more.add(used(rule, event)));
            }
        }
        return new Remembered(kept, more);
    }

    /** Whether a correlation of these events has matched before, with one of them at least. */
    public boolean uses(Finding finding, ScanRules rules) {
        String rule = rules.info(finding.rules().get(0)).handle();
        return finding.others().stream().map(event -> used(rule, event)).anyMatch(used::contains);
    }

    private static Used used(String rule, EventRef event) {
        String name = event.id().isEmpty()
                ? event.where().source() + "#" + event.where().index()
                : event.id();
        return new Used(rule, name, event.time());
    }
}
