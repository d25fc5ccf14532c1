package io.breakwater.model;

import java.util.Map;
import java.util.Set;

/**
 * Where a grant stands in its life.
 *
 * <pre>
 * REQUESTED → APPROVED ─┐
 *     │     → BYPASSED ─┴→ INTENDED → ACTIVE → ENDING → ENDED → REVIEWED
 *     ├→ DENIED               └────────────────↗
 *     └→ WITHDRAWN
 * </pre>
 *
 * {@code INTENDED} goes to {@code ENDING} when opening failed or its outcome is unknown: whatever may have been opened
 * has to be proven closed. An approved or bypassed grant that is never opened is {@code WITHDRAWN}.
 */
public enum GrantState {
    REQUESTED,
    APPROVED,
    BYPASSED,
    DENIED,
    WITHDRAWN,
    INTENDED,
    ACTIVE,
    ENDING,
    ENDED,
    REVIEWED;

    private static final Map<GrantState, Set<GrantState>> NEXT = Map.of(
            REQUESTED, Set.of(APPROVED, BYPASSED, DENIED, WITHDRAWN),
            APPROVED, Set.of(INTENDED, WITHDRAWN),
            BYPASSED, Set.of(INTENDED, WITHDRAWN),
            INTENDED, Set.of(ACTIVE, ENDING),
            ACTIVE, Set.of(ENDING),
            ENDING, Set.of(ENDED),
            ENDED, Set.of(REVIEWED));

    /** Whether a grant may go from here to there in one step. */
    public boolean mayBecome(GrantState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether something may be open in the outside world because of the grant. */
    public boolean mayBeOpen() {
        return this == INTENDED || this == ACTIVE || this == ENDING;
    }
}
