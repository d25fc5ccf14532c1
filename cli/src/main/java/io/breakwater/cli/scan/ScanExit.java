package io.breakwater.cli.scan;

import io.breakwater.detect.digest.DigestReport;
import io.breakwater.detect.scan.ScanOutcome;
import java.util.Optional;

/** The exit codes of a scan that was done: 0, and from 10 up. */
public final class ScanExit {
    private static final int LOGS_CHANGED = 15;

    private ScanExit() {}

    /** The same, but changed logs go before what could only be found with whole ones. */
    public static int of(ScanOutcome outcome, Optional<DigestReport> digests) {
        boolean changed = digests.filter(report -> report.outcome() == DigestReport.Outcome.BROKEN)
                .isPresent();
        return switch (outcome) {
            case COVERED, UNKNOWN, GAPS -> changed ? LOGS_CHANGED : of(outcome);
            case SUSPECTED, UNCOVERED, UNREADABLE -> of(outcome);
        };
    }

    /** The code for the gravest thing that applies. */
    public static int of(ScanOutcome outcome) {
        return switch (outcome) {
            case COVERED -> 0;
            case SUSPECTED -> 10;
            case UNCOVERED -> 11;
            case UNREADABLE -> 12;
            case UNKNOWN -> 13;
            case GAPS -> 14;
        };
    }
}
