package io.breakwater.model;

import java.time.Instant;
import java.util.Optional;

/** What happened to a grant. */
public sealed interface GrantFact extends Fact {
    /** The incident the grant belongs to. */
    IncidentId incident();

    /** The grant it is about. */
    GrantId grant();

    @Override
    default Optional<IncidentId> population() {
        return Optional.of(incident());
    }

    /** Somebody asked. {@code requestHash} is the SHA-256 of the canonical {@code terms}. */
    record GrantRequested(IncidentId incident, GrantId grant, GrantTerms terms, String requestHash)
            implements GrantFact {}

    /** Policy or a broken rule refused a request; nothing was asked of anybody. */
    record GrantRefused(
            IncidentId incident,
            GrantId grant,
            PersonId requester,
            TargetName target,
            RoleName role,
            Code code,
            String why)
            implements GrantFact {}

    /** One person decided. */
    record ApprovalGiven(IncidentId incident, GrantId grant, Approval approval) implements GrantFact {}

    /** An attempt to approve was refused: by the requester under any name, without the function, of other terms, twice. */
    record ApprovalRefused(IncidentId incident, GrantId grant, PersonId by, Code code) implements GrantFact {}

    /** The quorum is complete, or none was demanded. */
    record GrantApproved(IncidentId incident, GrantId grant, String requestHash) implements GrantFact {}

    /** Policy asked for no approval before access: approval afterwards is due by then. */
    record ApprovalOwed(IncidentId incident, GrantId grant, Instant reviewDueAt) implements GrantFact {}

    /** Somebody who may decide said no. */
    record GrantDenied(IncidentId incident, GrantId grant, PersonId by) implements GrantFact {}

    /**
     * The glass was broken: access without the approval that policy demands. Approval afterwards is due.
     *
     * @param by the requester
     * @param secondPerson who was with the requester; who confirmed it too when the fact's actor is that person
     */
    record GrantBypassed(
            IncidentId incident, GrantId grant, PersonId by, Optional<PersonId> secondPerson, Instant reviewDueAt)
            implements GrantFact {}

    /** The request was taken back, or ran out before access was given. */
    record GrantWithdrawn(IncidentId incident, GrantId grant, String why) implements GrantFact {}

    /** The target is about to be changed: this account, with this end. Durable before the act. */
    record GrantIntended(
            IncidentId incident,
            GrantId grant,
            PersonId person,
            TargetName target,
            RoleName role,
            String account,
            Instant endsAt)
            implements GrantFact {}

    /** The credential exists and was tried: it works. */
    record GrantActivated(IncidentId incident, GrantId grant, PersonId person, String account, Instant endsAt)
            implements GrantFact {}

    /** Opening failed, or nobody knows whether it did. Whatever may have been opened is to be closed. */
    record GrantActivationFailed(IncidentId incident, GrantId grant, String account, boolean outcomeKnown, String why)
            implements GrantFact {}

    /** The credential was shown, once, to the requester. */
    record CredentialHandedOut(IncidentId incident, GrantId grant, PersonId to) implements GrantFact {}

    /** A session of the grant's account was seen at the target. */
    record CredentialUsed(IncidentId incident, GrantId grant, String account, Instant firstSeenAt)
            implements GrantFact {}

    /** Access is being ended. */
    record GrantEnding(IncidentId incident, GrantId grant, Grant.EndReason why, String by) implements GrantFact {}

    /** An attempt to end access did not get a proof. It will be repeated for ever. */
    record RevocationUnproven(IncidentId incident, GrantId grant, int attempt, String why, Instant nextAttemptAt)
            implements GrantFact {}

    /**
     * The credential was tried and refused.
     *
     * @param refusal what the target answered, for example SQLSTATE {@code 28P01}
     * @param sessionsEnded how many live sessions were ended
     * @param millis from the order to end until the refusal
     */
    record RevocationProven(
            IncidentId incident,
            GrantId grant,
            String account,
            String refusal,
            int sessionsEnded,
            String objectsReassignedTo,
            long millis)
            implements GrantFact {}

    /** The grant is over, verified. */
    record GrantEnded(IncidentId incident, GrantId grant) implements GrantFact {}

    /** Somebody other than the requester looked at what was done with it. */
    record GrantReviewed(
            IncidentId incident,
            GrantId grant,
            PersonId by,
            Function function,
            Approval.Decision decision,
            ContentRef comment)
            implements GrantFact {}
}
