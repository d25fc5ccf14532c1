package io.breakwater.detect.scan;

/** How a scan ended, in one word; the gravest that applies. */
public enum ScanOutcome {
    /** Everything that needed cover has it. */
    COVERED,
    /** Nothing is uncovered, but the logs have gaps. */
    GAPS,
    /** Nothing is uncovered as far as anybody can tell, and of something nobody can. */
    UNKNOWN,
    /** Nothing is uncovered in what could be read, and something could not. */
    UNREADABLE,
    /** Something is uncovered, or partly covered. */
    UNCOVERED,
    /** Something looks like a stolen credential. */
    SUSPECTED
}
