package io.breakwater.server.api;

import io.breakwater.access.grant.Grants;
import io.breakwater.model.Approval;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A grant, as its readers see it.
 *
 * @param requestHash what an approval names, so that it can be for nothing else
 * @param reason absent when it was erased
 * @param approvalsMissing per function, counted with everybody's functions as they are now
 */
public record GrantView(
        GrantId id,
        IncidentId incident,
        PersonId requester,
        TargetName target,
        RoleName role,
        GrantState state,
        String requestHash,
        Optional<String> reason,
        Optional<String> ticket,
        long durationSeconds,
        Instant requestedAt,
        List<Approval> approvals,
        Map<Function, Integer> approvalsMissing,
        boolean bypassed,
        Optional<PersonId> secondPerson,
        Optional<String> account,
        Optional<Instant> activatedAt,
        Optional<Instant> endsAt,
        Optional<Instant> endedAt,
        Optional<Grant.EndReason> endReason,
        Optional<Instant> reviewDueAt,
        Optional<Instant> reviewedAt,
        boolean credentialShown,
        Optional<Instant> usedAt,
        int revocationAttempts,
        Optional<Instant> nextRevocationAt) {

    static GrantView of(Grants.Seen seen, Optional<String> reason) {
        Grant grant = seen.grant();
        return new GrantView(
                grant.id(),
                grant.terms().incident(),
                grant.terms().requester(),
                grant.terms().target(),
                grant.terms().role(),
                grant.state(),
                grant.requestHash(),
                reason,
                grant.terms().ticket(),
                grant.terms().durationSeconds(),
                grant.requestedAt(),
                grant.approvals(),
                seen.missing(),
                grant.bypassed(),
                grant.secondPerson(),
                grant.account(),
                grant.activatedAt(),
                grant.endsAt(),
                grant.endedAt(),
                grant.endReason(),
                grant.reviewDueAt(),
                grant.reviewedAt(),
                grant.credentialShown(),
                grant.usedAt(),
                grant.revocationAttempts(),
                grant.nextRevocationAt());
    }
}
