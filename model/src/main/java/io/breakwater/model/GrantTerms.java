package io.breakwater.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exactly what is asked and what policy demands for it, frozen when the request is made: a policy changed afterwards
 * does not change what was asked. Its canonical JSON is hashed, and approvals name that hash.
 *
 * @param settings what the provider needs to open the role and to close it again, copied from policy; secrets are only
 *     referred to ({@code env:NAME}, {@code file:PATH})
 * @param quorum approvals demanded before access, per function; empty when none
 * @param reviewWithinSeconds how soon approval afterwards is due when the glass was broken, or when policy asks for it
 * @param waitSeconds how long the request may wait for decisions, and an approval for its opening
 * @param policyDigest lower-case hex SHA-256 of the policy document that was in force
 */
public record GrantTerms(
        GrantId grant,
        IncidentId incident,
        PersonId requester,
        TargetName target,
        RoleName role,
        String provider,
        Map<String, String> settings,
        long durationSeconds,
        ContentRef reason,
        Optional<String> ticket,
        Map<Function, Integer> quorum,
        boolean breakGlassAllowed,
        List<Function> reviewers,
        long reviewWithinSeconds,
        long waitSeconds,
        String policyDigest) {}
