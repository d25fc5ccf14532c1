package io.breakwater.detect.digest;

import io.breakwater.detect.digest.Flaw.Weight;
import io.breakwater.detect.read.LogCoverage;
import io.breakwater.detect.read.Place;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all digests that were found prove.
 *
 * @param trails by name
 * @param others flaws that belong to no trail: files that are no digests, log files that no digest names
 * @param outside how many log files are of a time or place for which there are no digests, so that nothing is known of them
 * @param keysGiven whether there was any key to check signatures with
 */
public record DigestReport(List<TrailReport> trails, List<Flaw> others, long outside, boolean keysGiven) {
    /** How it stands. */
    public enum Outcome {
        /** Every digest is signed, the chains have no break, and every log file is as it was delivered. */
        PROVEN,
        /** Something was changed or removed. */
        BROKEN,
        /** Nothing was changed, but there are times without digests. */
        GAPS,
        /** Nothing wrong was found, but signatures could not all be checked. */
        UNCHECKED,
        /** There is no digest. */
        NONE
    }

    public DigestReport {
        trails = List.copyOf(trails);
        others = List.copyOf(others);
    }

    /** Every flaw. */
    public Stream<Flaw> flaws() {
        return Stream.concat(trails.stream().flatMap(trail -> trail.flaws().stream()), others.stream());
    }

    /** The gravest that applies. */
    public Outcome outcome() {
        if (has(Weight.BROKEN)) {
            return Outcome.BROKEN;
        }
        if (trails.isEmpty()) {
            return Outcome.NONE;
        }
        if (has(Weight.GAP)) {
            return Outcome.GAPS;
        }
        return has(Weight.UNCHECKED) || !keysGiven ? Outcome.UNCHECKED : Outcome.PROVEN;
    }

    private boolean has(Weight weight) {
        return flaws().anyMatch(flaw -> flaw.kind().weight() == weight);
    }

    /**
     * Hours that are proven become known to have been logged, so that an hour without events is "no events" and not "no
     * logs". A digest is about deliveries, which come up to {@link LogCoverage#LATE} after the event.
     */
    public void proveTo(LogCoverage coverage) {
        for (TrailReport report : trails) {
            Place place = new Place(report.trail().account(), report.trail().region());
            report.proven()
                    .forEach(span ->
                            coverage.proven(place, span.from(), span.to().minus(LogCoverage.LATE)));
        }
    }
}
