package io.breakwater.evidence.pack;

import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.LogGap;
import java.time.Duration;

/** What the logs of an incident's time show, in the figures people ask for. */
record LogFigures(LogCoverageTaken taken) {
    private static final int WHOLE = 100;

    static LogFigures of(LogCoverageTaken taken) {
        return new LogFigures(taken);
    }

    long uncovered() {
        return taken.needingCover() - taken.covered();
    }

    /** How much of what needs cover has it, cut off: it is only 100 when nothing is missing. */
    long percent() {
        return taken.needingCover() == 0 ? WHOLE : taken.covered() * WHOLE / taken.needingCover();
    }

    /** The hours without logs, of all accounts together; what is missing in part of an hour is missing in it. */
    long hoursMissing() {
        return taken.gaps().stream().mapToLong(LogFigures::hours).sum();
    }

    private static long hours(LogGap gap) {
        return Duration.between(gap.from(), gap.to()).plusHours(1).minusNanos(1).toHours();
    }

    /** Whose logs are missing. */
    static String place(LogGap gap) {
        return gap.account() + (gap.region().equals("*") ? "" : " " + gap.region());
    }

    String inWords() {
        if (taken.places() == 0) {
            return "no logs were read";
        }
        String cover = taken.needingCover() == 0
                ? "nothing in them needs cover"
                : percent() + " % covered: " + taken.covered() + " of " + taken.needingCover();
        return cover
                + (taken.gaps().isEmpty()
                        ? ", no hour without logs"
                        : ", " + Page.count(hoursMissing(), "hour", "hours") + " without logs");
    }
}
