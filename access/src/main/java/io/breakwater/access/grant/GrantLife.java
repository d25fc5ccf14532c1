package io.breakwater.access.grant;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.Grant.EndReason;
import io.breakwater.model.GrantFact;
import io.breakwater.model.GrantFact.ApprovalGiven;
import io.breakwater.model.GrantFact.ApprovalOwed;
import io.breakwater.model.GrantFact.CredentialHandedOut;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantActivationFailed;
import io.breakwater.model.GrantFact.GrantApproved;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantDenied;
import io.breakwater.model.GrantFact.GrantEnded;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a fact makes of a grant: the state machine, and the only thing that makes a {@link Grant}.
 *
 * <p>Every use case appends its fact and keeps what this fold says, so replaying the facts gives the same grants as the
 * state holds.
 */
final class GrantLife {
    private GrantLife() {}

    /** The grant that a request begins. */
    static Grant begin(GrantRequested fact, Instant at) {
        return GrantDraft.first(fact, at).done();
    }

    /**
     * The grant after the fact.
     *
     * @param at the time on the fact
     * @throws BreakwaterException {@code WRONG_STATE} when the fact cannot follow on the grant's state
     */
    static Grant after(Grant before, GrantFact fact, Instant at) {
        GrantDraft draft = new GrantDraft(before);
        if (fact instanceof GrantRequested) {
            throw new BreakwaterException(Code.WRONG_STATE, before.id() + " was requested already");
        } else if (!decided(draft, fact) && !opened(draft, fact, at) && !ended(draft, fact, at)) {
            // What is left (a refused request or approval, a proven revocation) is told for the record only.
            return before;
        }
        return draft.done();
    }

    /** The grants that the facts of one grant, in order, lead to; empty when it was refused before it began. */
    static Optional<Grant> replay(List<GrantFact> facts, List<Instant> times) {
        Optional<Grant> grant = Optional.empty();
        for (int i = 0; i < facts.size(); i++) {
            Instant at = times.get(i);
            GrantFact fact = facts.get(i);
            grant = fact instanceof GrantRequested first
                    ? Optional.of(begin(first, at))
                    : grant.map(before -> after(before, fact, at));
        }
        return grant;
    }

    private static boolean decided(GrantDraft draft, GrantFact fact) {
        if (fact instanceof ApprovalGiven given) {
            draft.addApproval(given.approval());
        } else if (fact instanceof GrantApproved) {
            draft.become(GrantState.APPROVED);
        } else if (fact instanceof ApprovalOwed owed) {
            draft.reviewDueAt = Optional.of(owed.reviewDueAt());
        } else if (fact instanceof GrantDenied) {
            draft.become(GrantState.DENIED);
        } else if (fact instanceof GrantBypassed bypassed) {
            draft.become(GrantState.BYPASSED);
            draft.bypassed = true;
            draft.secondPerson = bypassed.secondPerson();
            draft.reviewDueAt = Optional.of(bypassed.reviewDueAt());
        } else if (fact instanceof GrantWithdrawn) {
            draft.become(GrantState.WITHDRAWN);
        } else {
            return false;
        }
        return true;
    }

    private static boolean opened(GrantDraft draft, GrantFact fact, Instant at) {
        if (fact instanceof GrantIntended intended) {
            draft.become(GrantState.INTENDED);
            draft.account = Optional.of(intended.account());
            draft.endsAt = Optional.of(intended.endsAt());
        } else if (fact instanceof GrantActivated) {
            draft.become(GrantState.ACTIVE);
            draft.activatedAt = Optional.of(at);
        } else if (fact instanceof GrantActivationFailed failed) {
            draft.end(failed.outcomeKnown() ? EndReason.OPENING_FAILED : EndReason.OPENING_UNKNOWN, at);
        } else if (fact instanceof CredentialHandedOut) {
            draft.credentialShown = true;
        } else if (fact instanceof CredentialUsed used) {
            draft.usedAt = Optional.of(used.firstSeenAt());
        } else {
            return false;
        }
        return true;
    }

    private static boolean ended(GrantDraft draft, GrantFact fact, Instant at) {
        if (fact instanceof GrantEnding ending) {
            draft.end(ending.why(), at);
        } else if (fact instanceof RevocationUnproven unproven) {
            draft.require(GrantState.ENDING);
            draft.revocationAttempts = unproven.attempt();
            draft.nextRevocationAt = Optional.of(unproven.nextAttemptAt());
        } else if (fact instanceof GrantEnded) {
            draft.become(GrantState.ENDED);
            draft.endedAt = Optional.of(at);
            draft.nextRevocationAt = Optional.empty();
            draft.becomeReviewedWhenBoth();
        } else if (fact instanceof GrantReviewed) {
            draft.reviewedAt = Optional.of(at);
            draft.becomeReviewedWhenBoth();
        } else {
            return false;
        }
        return true;
    }
}
