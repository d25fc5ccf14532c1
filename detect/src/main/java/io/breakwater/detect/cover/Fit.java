package io.breakwater.detect.cover;

import java.util.function.Supplier;

/** Whether an event is within something, and in words why not, or why nobody can tell. */
record Fit(State state, String why) {
    enum State {
        YES,
        UNKNOWN,
        NO
    }

    static final Fit YES = new Fit(State.YES, "");

    static Fit no(String why) {
        return new Fit(State.NO, why);
    }

    static Fit unknown(String why) {
        return new Fit(State.UNKNOWN, why);
    }

    /** Both: the first no, else the first unknown, else yes. */
    Fit and(Supplier<Fit> other) {
        if (state == State.NO) {
            return this;
        }
        Fit next = other.get();
        return next.state.compareTo(state) > 0 ? next : this;
    }

    boolean yes() {
        return state == State.YES;
    }
}
