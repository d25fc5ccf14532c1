package io.breakwater.evidence.pack;

import io.breakwater.model.FindingFact.LogCoverageTaken;
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

    /** The hours without logs, of all accounts together. */
    long hoursMissing() {
        return taken.gaps().stream()
                .mapToLong(gap -> Duration.between(gap.from(), gap.to()).toHours())
                .sum();
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
