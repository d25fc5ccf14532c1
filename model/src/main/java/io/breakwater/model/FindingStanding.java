package io.breakwater.model;

import java.util.List;
import java.util.Optional;

/**
 * How a finding stands to its cover and to incidents now, which may be otherwise than when it was raised.
 *
 * @param verdict how it stands to its cover, where it needs any
 * @param urgent whether it looks like a theft or is critical
 * @param link why it belongs to its incident, where it belongs to one
 * @param grant whose credential or holder it shows
 */
public record FindingStanding(
        Optional<String> verdict,
        boolean urgent,
        Optional<FindingCover> cover,
        Optional<IncidentId> incident,
        Optional<FindingLink> link,
        Optional<GrantId> grant) {
    /** As it was raised. */
    public static FindingStanding of(FindingFact.FindingRaised raised) {
        return new FindingStanding(
                raised.verdict(), raised.urgent(), raised.cover(), raised.incident(), raised.link(), raised.grant());
    }

    /** The same in another incident. */
    public FindingStanding in(IncidentId other, FindingLink.By by) {
        return new FindingStanding(
                verdict, urgent, cover, Optional.of(other), Optional.of(new FindingLink(by, List.of())), grant);
    }
}
