package io.breakwater.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Something found in the logs, and how it stands now.
 *
 * @param raised what was found, as it went on the record
 * @param raisedBy the name of that fact
 * @param standing what covers it and where it belongs, as it was said last
 * @param trace by which its cover can be looked for again; empty once nothing is owed, or where there is none
 * @param acceptance what was asked for, or is in force, or was last
 */
public record Finding(
        FindingId id,
        FindingStatus status,
        FindingFact.FindingRaised raised,
        FactId raisedBy,
        FindingStanding standing,
        Optional<FindingTrace> trace,
        Optional<Acceptance> acceptance) {

    /**
     * A risk to be borne.
     *
     * @param approvedBy who bears it; empty while it is only asked for
     */
    public record Acceptance(PersonId askedBy, Instant until, ContentRef reason, Optional<PersonId> approvedBy) {}

    /** As it goes on the record: open when it is owed, settled when not. */
    public static Finding raised(FindingFact.FindingRaised raised, FactId raisedBy, Optional<FindingTrace> trace) {
        FindingStatus status = raised.owed() ? FindingStatus.OPEN : FindingStatus.SETTLED;
        return new Finding(
                raised.finding(),
                status,
                raised,
                raisedBy,
                FindingStanding.of(raised),
                trace.filter(any -> status.mayBeOwed()),
                Optional.empty());
    }

    /** The same finding with another status. */
    public Finding with(FindingStatus newStatus, Optional<Acceptance> newAcceptance) {
        return new Finding(
                id, newStatus, raised, raisedBy, standing, trace.filter(any -> newStatus.mayBeOwed()), newAcceptance);
    }

    /** The same finding with another standing. */
    public Finding with(FindingStanding newStanding) {
        return new Finding(id, status, raised, raisedBy, newStanding, trace, acceptance);
    }

    /** The incident it belongs to now. */
    public Optional<IncidentId> incident() {
        return standing.incident();
    }
}
