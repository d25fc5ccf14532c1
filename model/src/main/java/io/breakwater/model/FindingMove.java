package io.breakwater.model;

import io.breakwater.model.FindingFact.FindingMovedAway;
import io.breakwater.model.FindingFact.FindingMovedHere;
import java.util.Optional;

/**
 * A finding that is to be counted with another incident. Two facts say so, one in each incident: {@link #away} goes on the
 * record first, so that what is owed for it there is closed before it is owed here.
 */
public record FindingMove(
        Finding finding, IncidentId to, FindingLink.By because, Optional<ContentRef> reason, Optional<PersonId> by) {
    /** Because a grant of the incident, or the incident itself, turned out to cover it. */
    public static FindingMove byItsCover(Finding finding, IncidentId to, FindingLink.By because) {
        return new FindingMove(finding, to, because, Optional.empty(), Optional.empty());
    }

    /** Because somebody said so, and why. */
    public static FindingMove said(Finding finding, IncidentId to, ContentRef reason, PersonId by) {
        return new FindingMove(finding, to, FindingLink.By.PERSON_SAID, Optional.of(reason), Optional.of(by));
    }

    /** What the incident it leaves is told. */
    public FindingMovedAway away() {
        return new FindingMovedAway(finding.id(), finding.incident(), to, reason, by);
    }

    /** What the incident it comes to is told. */
    public FindingMovedHere here() {
        return new FindingMovedHere(
                finding.id(),
                Optional.of(to),
                finding.incident(),
                finding.raised(),
                moved().standing(),
                finding.status(),
                finding.status() == FindingStatus.OPEN,
                finding.standing().urgent(),
                finding.raised().times().alerted(),
                because,
                reason,
                by);
    }

    /** The finding afterwards. */
    public Finding moved() {
        return finding.with(finding.standing().in(to, because));
    }
}
