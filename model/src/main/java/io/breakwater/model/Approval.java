package io.breakwater.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A decision by a person who was allowed to make it, bound to the hash of exactly what is granted, used once.
 *
 * @param function the function under which the person decided
 * @param afterwards whether it was made after access was given
 */
public record Approval(
        ApprovalId id,
        PersonId by,
        Function function,
        Decision decision,
        String requestHash,
        boolean afterwards,
        Optional<ContentRef> comment,
        Instant at) {
    /** What was decided. */
    public enum Decision {
        APPROVE,
        DENY
    }
}
