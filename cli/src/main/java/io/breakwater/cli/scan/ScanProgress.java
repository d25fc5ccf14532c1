package io.breakwater.cli.scan;

import io.breakwater.cli.talk.Console;
import io.breakwater.detect.read.Progress;
import io.breakwater.detect.report.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How far a scan is, in one line that is written over. */
public final class ScanProgress implements Progress {
    private final Console console;
    private final InstantSource clock;
    private final Instant began;
    private State last = new State(0, 0, 0, 0, 0);

    public ScanProgress(Console console, InstantSource clock) {
        this.console = console;
        this.clock = clock;
        this.began = clock.instant();
    }

    @Override
    public void at(State state) {
        last = state;
        console.progress(line(state, elapsedMillis()));
    }

    private long elapsedMillis() {
        return Duration.between(began, clock.instant()).toMillis();
    }

    static String line(State state, long millis) {
        StringBuilder line = new StringBuilder("reading  " + Words.number(state.files()) + " of "
                + Words.count(state.filesInAll(), "file") + "  " + Words.bytes(state.bytes()));
        if (state.bytesInAll() > 0) {
            line.append(" of ").append(Words.bytes(state.bytesInAll()));
        }
        if (millis > 0) {
            line.append("  ")
                    .append(Words.number(state.records() * 1_000 / millis))
                    .append(" events/s");
            line.append(left(state, millis));
        }
        return line.toString();
    }

    private static String left(State state, long millis) {
        long rest = state.bytesInAll() - state.bytes();
        return state.bytesInAll() == 0 || state.bytes() == 0
                ? ""
                : "  " + Amounts.seconds((long) Math.ceil((double) rest * millis / state.bytes() / 1_000)) + " left";
    }

    /** Takes the line away and says how long it took. */
    public void done(boolean quiet) {
        console.progressDone();
        long millis = elapsedMillis();
        if (!quiet && millis > 0) {
            long rate = last.records() * 1_000 / millis;
            console.note("done in " + Amounts.seconds((millis + 999) / 1_000)
                    + (rate == 0 ? "" : ", " + Words.number(rate) + " events a second"));
        }
    }
}
