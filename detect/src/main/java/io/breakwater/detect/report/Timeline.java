package io.breakwater.detect.report;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.ScanResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How many findings fell when, in as many pieces of time as a picture can show. */
final class Timeline {
    /** One lane for each verdict, and one for what never needed cover. */
    enum Lane {
        SUSPECTED,
        UNCOVERED,
        UNKNOWN,
        PARTLY,
        OTHER,
        SETTLED;

        static Lane of(Finding finding) {
            if (finding.isSettled()) {
                return SETTLED;
            }
            return finding.verdict()
                    .map(verdict -> switch (verdict) {
                        case SUSPECTED_COMPROMISE -> SUSPECTED;
                        case UNCOVERED -> UNCOVERED;
                        case UNKNOWN -> UNKNOWN;
                        case PARTLY_COVERED -> PARTLY;
                        case DRILL, COVERED -> SETTLED;
                    })
                    .orElse(OTHER);
        }

        String words() {
            return switch (this) {
                case SUSPECTED -> Verdict.SUSPECTED_COMPROMISE.label();
                case UNCOVERED -> Verdict.UNCOVERED.label();
                case UNKNOWN -> "cover unknown";
                case PARTLY -> Verdict.PARTLY_COVERED.label();
                case OTHER -> "to be looked at";
                case SETTLED -> "covered, or for information";
            };
        }
    }

    static final int PIECES = 160;
    private static final int SECONDS = 3_600;

    private final Instant from;
    private final Instant to;
    private final Map<Lane, long[]> counts = new EnumMap<>(Lane.class);
    private final long[] events = new long[PIECES];
    private long read;

    private Timeline(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    /** From the first event that was read, or the beginning of the period, to the last, or its end. */
    static Timeline of(ScanResult result) {
        ReadReport logs = result.read();
        Instant first = result.period()
                .from()
                .orElseGet(() ->
                        edge(logs.first().map(Timeline::hour), result.counts().first()));
        Instant last = result.period()
                .to()
                .orElseGet(() -> edge(
                        logs.last().map(time -> hour(time).plusSeconds(SECONDS)),
                        result.counts().last()));
        Timeline timeline = new Timeline(first, last.isAfter(first) ? last : first.plusSeconds(SECONDS));
        logs.coverage().eachHour((place, hour, count) -> timeline.read(hour, count));
        return timeline;
    }

    private static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    private static Instant edge(Optional<Instant> read, Optional<Instant> matched) {
        return read.or(() -> matched).orElse(LogEvent.NO_TIME);
    }

    /** Of the events it is known in which hour they happened: they are spread over it. */
    private void read(long hour, long count) {
        Instant begin = Instant.ofEpochSecond(hour * SECONDS);
        Instant end = begin.plusSeconds(SECONDS - 1);
        if (end.isBefore(from) || begin.isAfter(to)) {
            return;
        }
        read += count;
        int first = piece(begin);
        int last = piece(end);
        for (int i = first; i <= last; i++) {
            events[i] += Math.max(1, count / (last - first + 1));
        }
    }

    /** Whether anything has a time: without one there is nothing to draw. */
    boolean isKnown() {
        return !from.equals(LogEvent.NO_TIME);
    }

    /** What has no time that can be read falls nowhere. */
    void add(Finding finding) {
        if (finding.time().equals(LogEvent.NO_TIME)) {
            return;
        }
        counts.computeIfAbsent(Lane.of(finding), lane -> new long[PIECES])[piece(finding.time())]++;
    }

    /** What lies outside stands at the border. */
    int piece(Instant time) {
        return (int) Math.min(PIECES - 1, Math.floor(share(time) * PIECES));
    }

    /** From 0 at the beginning to 1 at the end. */
    double share(Instant time) {
        double whole = Duration.between(from, to).toSeconds();
        return Math.max(0, Math.min(1, Duration.between(from, time).toSeconds() / Math.max(1, whole)));
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }

    /** The time at a share of the whole. */
    Instant at(double share) {
        return from.plusSeconds(Math.round(share * Duration.between(from, to).toSeconds()));
    }

    /** Lanes in which there is something, the worst first. */
    Map<Lane, long[]> lanes() {
        return counts;
    }

    /** About how many events were read, whether a rule matched or not. */
    long[] events() {
        return events;
    }

    /** How many they are in all. */
    long read() {
        return read;
    }
}
