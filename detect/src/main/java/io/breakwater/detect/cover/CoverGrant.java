package io.breakwater.detect.cover;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Access that somebody was given, from whatever source: a grant of ours, a PIM activation, an Identity Center assignment.
 *
 * @param id what its source calls it
 * @param source the file or system it comes from
 * @param marks what acts done with it can be recognised by; empty when the source does not say who holds it
 * @param addresses the addresses or networks (CIDR) its holder acts from; empty when not known
 * @param requester who asked for it; empty when not known
 * @param incident the incident it belongs to, by that incident's id
 * @param ticket the ticket it names: a claim, until the ticket itself is found
 */
public record CoverGrant(
        String id,
        String source,
        Set<Mark> marks,
        Window window,
        Scope scope,
        List<String> addresses,
        Optional<String> requester,
        Optional<String> incident,
        Optional<String> ticket,
        List<CoverApproval> approvals) {
    public CoverGrant {
        marks = Set.copyOf(marks);
        addresses = List.copyOf(addresses);
        approvals = List.copyOf(approvals);
    }
}
