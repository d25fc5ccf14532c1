package io.breakwater.detect.cover;

import java.util.Optional;

/**
 * What was found of one part of an event's cover.
 *
 * @param name what the part is called by its source ({@code CHG0030001}); of a missing part, the nearest candidate
 * @param why one sentence: what makes it fit, or why the best candidate did not, or why nobody can tell
 */
public record PartAnswer(CoverPart part, State state, Optional<String> name, String why) {
    /** Whether a part is there. */
    public enum State {
        FOUND,
        MISSING,
        UNKNOWN
    }

    static PartAnswer found(CoverPart part, String name, String why) {
        return new PartAnswer(part, State.FOUND, Optional.of(name), why);
    }

    static PartAnswer missing(CoverPart part, Optional<String> nearest, String why) {
        return new PartAnswer(part, State.MISSING, nearest, why);
    }

    static PartAnswer unknown(CoverPart part, Optional<String> nearest, String why) {
        return new PartAnswer(part, State.UNKNOWN, nearest, why);
    }

    /** Whether the part is there. */
    public boolean found() {
        return state == State.FOUND;
    }
}
