package io.breakwater.detect.report;

import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.LogCoverage;
import io.breakwater.detect.read.Problem;
import io.breakwater.detect.read.ReadReport;
import io.breakwater.detect.read.TrailOff;
import io.breakwater.model.page.Times;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is missing in the logs, in words. */
public final class GapWords {
    /** Said where not all gaps are known. */
    public static final String CUT_SHORT = "There are more accounts, regions or switches of trails than are kept:"
            + " gaps, or their ends, may be missing here.";

    private GapWords() {}

    /** What was wrong with a file, so that something of it is missing. */
    public static String losses(FileReport file) {
        return file.losses().entrySet().stream()
                .map(loss -> loss.getKey().words()
                        + (loss.getValue().count() > 1
                                ? " (" + Words.number(loss.getValue().count()) + " times)"
                                : "")
                        + (loss.getValue().detail().isEmpty()
                                ? ""
                                : ", " + loss.getValue().detail()))
                .collect(Collectors.joining("; "));
    }

    /** Holes as somebody wants to read of them: the longest first. */
    public static List<Gap> longestFirst(List<Gap> gaps) {
        return gaps.stream()
                .sorted(Comparator.comparing((Gap gap) -> Duration.between(gap.from(), gap.to()))
                        .reversed())
                .toList();
    }

    /** A hole in a line. */
    public static String line(Gap gap) {
        return where(gap) + ": no logs for " + length(gap) + " from " + gap.from();
    }

    /** The time without a trail in a line. */
    public static String line(TrailOff off) {
        return "account " + off.account() + ": the trail " + off.trail() + " was off from " + off.from()
                + off.to().map(to -> " to " + to).orElse(", and the logs do not say that it was switched on again")
                + " (event " + off.eventId() + ")";
    }

    /** How much was delivered late, where anything was. */
    public static Optional<String> late(ReadReport read) {
        FileReport whole = read.whole();
        return whole.late() == 0
                ? Optional.empty()
                : Optional.of(Words.count(whole.late(), "event") + " delivered late (more than "
                        + Times.span(LogCoverage.LATE) + " after the act), the latest after "
                        + Times.span(whole.greatestDelay()));
    }

    /** How many events are of a version that is not known, where any is. */
    public static Optional<String> versions(ReadReport read) {
        return Optional.of(read.problems().getOrDefault(Problem.UNKNOWN_VERSION, 0L))
                .filter(count -> count > 0)
                .map(count -> Words.count(count, "event") + " of an unknown version, read like the known one");
    }

    /** How many events stand behind later ones, where any does: files of CloudTrail are in no order. */
    static Optional<String> disorder(ReadReport read) {
        return Optional.of(read.whole().outOfOrder())
                .filter(count -> count > 0)
                .map(count -> Words.count(count, "event")
                        + " behind later ones in the same file, judged in the order of time");
    }

    static String where(Gap gap) {
        boolean everywhere = gap.place().region().equals(Gap.EVERY_REGION);
        String account =
                gap.place().account().isEmpty() ? "not logged" : gap.place().account();
        return "account " + account
                + (everywhere ? ", every region" : ", " + gap.place().region());
    }

    static String length(Gap gap) {
        return Times.span(Duration.between(gap.from(), gap.to()));
    }

    static String length(TrailOff off) {
        return off.to().map(to -> Times.span(Duration.between(off.from(), to))).orElse("not seen switched on again");
    }
}
