package io.breakwater.model;

/** Why records of a log will never be read. */
public enum LogMissed {
    /** They were deleted before they were read, as by a retention that is shorter than an outage. */
    DELETED("were deleted before they were read"),
    /** What they stood in was deleted, or lost its end, and begins anew. */
    BEGUN_ANEW("may have stood in what was deleted and begins anew"),
    /** They stood there before anybody watched, and only what comes is wanted. */
    BEFORE_THE_WATCH("stood there before the watch began");

    private final String words;

    LogMissed(String words) {
        this.words = words;
    }

    /** What to say after the records' numbers. */
    public String words() {
        return words;
    }
}
