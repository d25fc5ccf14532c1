package io.breakwater.detect.cover;

import java.util.Locale;

/** How an event stands to its cover, worst first. */
public enum Verdict {
    /** The credential of a grant was used where, when or for what that grant never allowed. */
    SUSPECTED_COMPROMISE,
    /** Nothing that was given explains it. */
    UNCOVERED,
    /** What could explain it was not there to be read. Neither a yes nor a no. */
    UNKNOWN,
    /** Something explains it, and something is missing. */
    PARTLY_COVERED,
    /** It belongs to an exercise. */
    DRILL,
    /** Grant, incident, ticket and approval together explain it. */
    COVERED;

    /** The verdict in words: {@code suspected compromise}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
