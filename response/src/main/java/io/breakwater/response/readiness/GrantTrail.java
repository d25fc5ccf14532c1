package io.breakwater.response.readiness;

import io.breakwater.model.FactId;
import io.breakwater.model.GrantFact;
import io.breakwater.model.GrantFact.ApprovalOwed;
import io.breakwater.model.GrantFact.CredentialHandedOut;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.PersonId;
import java.util.Optional;

/**
 * What is known of one grant's use and review.
 *
 * @param handedOut the fact by which the credential was shown, if it was
 * @param to to whom
 * @param session whether evidence of the session names the grant
 * @param reviewOwed whether the glass was broken, or policy asks for approval afterwards
 * @param explained whether somebody else amended the fact by which the credential was shown
 */
record GrantTrail(
        Optional<String> handedOut,
        Optional<String> to,
        boolean used,
        boolean session,
        boolean reviewOwed,
        boolean reviewed,
        boolean explained) {
    static final GrantTrail EMPTY =
            new GrantTrail(Optional.empty(), Optional.empty(), false, false, false, false, false);

    GrantTrail with(FactId id, GrantFact fact) {
        if (fact instanceof CredentialHandedOut out) {
            return new GrantTrail(
                    Optional.of(id.value()),
                    Optional.of(out.to().value()),
                    used,
                    session,
                    reviewOwed,
                    reviewed,
                    explained);
        } else if (fact instanceof CredentialUsed) {
            return new GrantTrail(handedOut, to, true, session, reviewOwed, reviewed, explained);
        } else if (fact instanceof GrantBypassed || fact instanceof ApprovalOwed) {
            return new GrantTrail(handedOut, to, used, session, true, reviewed, explained);
        } else if (fact instanceof GrantReviewed || fact instanceof GrantWithdrawn) {
            return new GrantTrail(handedOut, to, used, session, reviewOwed, true, explained);
        }
        return this;
    }

    GrantTrail withSession() {
        return new GrantTrail(handedOut, to, used, true, reviewOwed, reviewed, explained);
    }

    GrantTrail amended(FactId original, PersonId by) {
        boolean explains =
                handedOut.filter(original.value()::equals).isPresent() && !to.equals(Optional.of(by.value()));
        return explains ? new GrantTrail(handedOut, to, used, session, reviewOwed, reviewed, true) : this;
    }

    boolean unexplained() {
        return handedOut.isPresent() && !used && !reviewed && !explained;
    }

    boolean withoutSession() {
        return used && !session;
    }

    boolean unreviewed() {
        return reviewOwed && !reviewed;
    }
}
