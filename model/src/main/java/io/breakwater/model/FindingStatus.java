package io.breakwater.model;

/** How a finding stands. Only {@link #OPEN} is owed. */
public enum FindingStatus {
    /** It asks for nothing: it is covered, or there to be known only, or what was left open has been closed. */
    SETTLED,
    /** Somebody has to do something about it. */
    OPEN,
    /** Somebody said why it is as it should be. */
    EXPLAINED,
    /** Another human than the one who asked bears the risk, until a date. */
    ACCEPTED,
    /** What was wrong has been put right. */
    REMEDIATED;

    /** Whether it is owed, or will be when a time is over. */
    public boolean mayBeOwed() {
        return this == OPEN || this == ACCEPTED;
    }
}
