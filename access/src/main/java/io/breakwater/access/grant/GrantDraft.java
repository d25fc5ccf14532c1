package io.breakwater.access.grant;

import io.breakwater.model.Approval;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.Grant.EndReason;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A grant while a fact is being folded into it. */
final class GrantDraft {
    private final GrantId id;
    private final String requestHash;
    private final GrantTerms terms;
    private final Instant requestedAt;
    private GrantState state = GrantState.REQUESTED;
    private List<Approval> approvals = List.of();
    boolean bypassed;
    Optional<PersonId> secondPerson = Optional.empty();
    Optional<Instant> reviewDueAt = Optional.empty();
    Optional<String> account = Optional.empty();
    Optional<Instant> activatedAt = Optional.empty();
    Optional<Instant> endsAt = Optional.empty();
    boolean credentialShown;
    Optional<Instant> usedAt = Optional.empty();
    Optional<EndReason> endReason = Optional.empty();
    Optional<Instant> endingAt = Optional.empty();
    int revocationAttempts;
    Optional<Instant> nextRevocationAt = Optional.empty();
    Optional<Instant> endedAt = Optional.empty();
    Optional<Instant> reviewedAt = Optional.empty();

    private GrantDraft(GrantTerms terms, String requestHash, Instant requestedAt) {
        this.id = terms.grant();
        this.terms = terms;
        this.requestHash = requestHash;
        this.requestedAt = requestedAt;
    }

    GrantDraft(Grant grant) {
        this(grant.terms(), grant.requestHash(), grant.requestedAt());
        state = grant.state();
        approvals = grant.approvals();
        bypassed = grant.bypassed();
        secondPerson = grant.secondPerson();
        reviewDueAt = grant.reviewDueAt();
        account = grant.account();
        activatedAt = grant.activatedAt();
        endsAt = grant.endsAt();
        credentialShown = grant.credentialShown();
        usedAt = grant.usedAt();
        endReason = grant.endReason();
        endingAt = grant.endingAt();
        revocationAttempts = grant.revocationAttempts();
        nextRevocationAt = grant.nextRevocationAt();
        endedAt = grant.endedAt();
        reviewedAt = grant.reviewedAt();
    }

    static GrantDraft first(GrantRequested fact, Instant at) {
        return new GrantDraft(fact.terms(), fact.requestHash(), at);
    }

    void become(GrantState next) {
        if (!state.mayBecome(next)) {
            throw new BreakwaterException(Code.WRONG_STATE, id + " is " + state + " and cannot become " + next);
        }
        state = next;
    }

    void require(GrantState required) {
        if (state != required) {
            throw new BreakwaterException(Code.WRONG_STATE, id + " is " + state + ", not " + required);
        }
    }

    void addApproval(Approval approval) {
        List<Approval> longer = new ArrayList<>(approvals);
        longer.add(approval);
        approvals = List.copyOf(longer);
    }

    void end(EndReason why, Instant at) {
        become(GrantState.ENDING);
        endReason = Optional.of(why);
        endingAt = Optional.of(at);
        nextRevocationAt = Optional.of(at);
    }

    /** A review may come while the end is still being proven; reviewed is what has both. */
    void becomeReviewedWhenBoth() {
        if (state == GrantState.ENDED && reviewedAt.isPresent()) {
            become(GrantState.REVIEWED);
        } else if (state != GrantState.ENDED) {
            require(GrantState.ENDING);
        }
    }

    Grant done() {
        return new Grant(
                id,
                requestHash,
                terms,
                state,
                requestedAt,
                approvals,
                bypassed,
                secondPerson,
                reviewDueAt,
                account,
                activatedAt,
                endsAt,
                credentialShown,
                usedAt,
                endReason,
                endingAt,
                revocationAttempts,
                nextRevocationAt,
                endedAt,
                reviewedAt);
    }
}
