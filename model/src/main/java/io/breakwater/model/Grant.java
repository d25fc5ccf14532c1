package io.breakwater.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One person, one role, one reason, one incident, one time window.
 *
 * @param requestHash lower-case hex SHA-256 of the canonical {@link GrantTerms}: what every approval is bound to
 * @param terms exactly what was asked, with the policy's demands as they stood at that moment
 * @param approvals all decisions, oldest first
 * @param requestedAt when it was asked
 * @param bypassed whether the glass was broken
 * @param secondPerson who was with the requester when the glass was broken
 * @param reviewDueAt by when approval afterwards is due, when it is owed
 * @param account the personal account at the target, once the intent is on the record
 * @param endsAt when access ends, once active
 * @param credentialShown whether the one showing of the credential has happened
 * @param usedAt when a session of the account was first seen; empty means not seen, not never used
 * @param endReason why it is ending or has ended
 * @param endingAt since when access is being ended
 * @param revocationAttempts how many attempts to end access have not brought a proof
 * @param reviewedAt when somebody else looked at what was done with it
 */
public record Grant(
        GrantId id,
        String requestHash,
        GrantTerms terms,
        GrantState state,
        Instant requestedAt,
        List<Approval> approvals,
        boolean bypassed,
        Optional<PersonId> secondPerson,
        Optional<Instant> reviewDueAt,
        Optional<String> account,
        Optional<Instant> activatedAt,
        Optional<Instant> endsAt,
        boolean credentialShown,
        Optional<Instant> usedAt,
        Optional<EndReason> endReason,
        Optional<Instant> endingAt,
        int revocationAttempts,
        Optional<Instant> nextRevocationAt,
        Optional<Instant> endedAt,
        Optional<Instant> reviewedAt) {

    /** Why access ended. */
    public enum EndReason {
        EXPIRED,
        RETURNED,
        ORDERED,
        OPENING_FAILED,
        OPENING_UNKNOWN
    }

    /** How long the grant may last once opened. */
    public Duration duration() {
        return Duration.ofSeconds(terms.durationSeconds());
    }
}
