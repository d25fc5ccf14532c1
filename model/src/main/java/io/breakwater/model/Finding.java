package io.breakwater.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Something found in the logs, and how it stands now.
 *
 * @param raised what was found, as it went on the record
 * @param raisedBy the name of that fact
 * @param acceptance what was asked for, or is in force, or was last
 */
public record Finding(
        FindingId id,
        FindingStatus status,
        FindingFact.FindingRaised raised,
        FactId raisedBy,
        Optional<Acceptance> acceptance) {

    /**
     * A risk to be borne.
     *
     * @param approvedBy who bears it; empty while it is only asked for
     */
    public record Acceptance(PersonId askedBy, Instant until, ContentRef reason, Optional<PersonId> approvedBy) {}

    /** The same finding with another standing. */
    public Finding with(FindingStatus newStatus, Optional<Acceptance> newAcceptance) {
        return new Finding(id, newStatus, raised, raisedBy, newAcceptance);
    }
}
