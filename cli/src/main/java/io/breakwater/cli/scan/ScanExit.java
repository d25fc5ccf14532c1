package io.breakwater.cli.scan;

import io.breakwater.detect.scan.ScanOutcome;

/** The exit codes of a scan that was done: 0, and from 10 up. */
public final class ScanExit {
    private ScanExit() {}

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
