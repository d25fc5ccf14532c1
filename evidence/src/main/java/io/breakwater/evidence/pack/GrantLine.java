package io.breakwater.evidence.pack;

import io.breakwater.model.Approval;
import io.breakwater.model.GrantFact;
import io.breakwater.model.GrantFact.ApprovalGiven;
import io.breakwater.model.GrantFact.ApprovalOwed;
import io.breakwater.model.GrantFact.CredentialUsed;
import io.breakwater.model.GrantFact.GrantActivated;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantFact.GrantDenied;
import io.breakwater.model.GrantFact.GrantEnded;
import io.breakwater.model.GrantFact.GrantEnding;
import io.breakwater.model.GrantFact.GrantIntended;
import io.breakwater.model.GrantFact.GrantRefused;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantFact.RevocationUnproven;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One grant as the pack tells it. */
final class GrantLine {
    private final GrantId id;
    private final List<Approval> approvals = new ArrayList<>();
    private Optional<GrantTerms> terms = Optional.empty();
    private Optional<GrantRefused> refused = Optional.empty();
    private Optional<GrantBypassed> bypassed = Optional.empty();
    private Optional<GrantReviewed> reviewed = Optional.empty();
    private Optional<RevocationProven> proven = Optional.empty();
    private Optional<Instant> reviewDueAt = Optional.empty();
    private Optional<Instant> requestedAt = Optional.empty();
    private Optional<Instant> openedAt = Optional.empty();
    private Optional<Instant> endsAt = Optional.empty();
    private Optional<Instant> usedAt = Optional.empty();
    private Optional<Instant> provenAt = Optional.empty();
    private Optional<Instant> reviewedAt = Optional.empty();
    private Optional<String> account = Optional.empty();
    private String state = "requested";
    private long firstSequence;
    private int unproven;

    GrantLine(GrantId id) {
        this.id = id;
    }

    void add(GrantFact fact, Instant time, long sequence) {
        firstSequence = firstSequence == 0 ? sequence : firstSequence;
        if (fact instanceof GrantRequested f) {
            terms = Optional.of(f.terms());
            requestedAt = Optional.of(time);
        } else if (fact instanceof GrantRefused f) {
            refused = Optional.of(f);
            requestedAt = requestedAt.or(() -> Optional.of(time));
            state = "refused by policy";
        } else if (fact instanceof ApprovalGiven f) {
            approvals.add(f.approval());
        } else if (fact instanceof ApprovalOwed f) {
            reviewDueAt = Optional.of(f.reviewDueAt());
        } else if (fact instanceof GrantBypassed f) {
            bypassed = Optional.of(f);
            reviewDueAt = Optional.of(f.reviewDueAt());
            state = "glass broken";
        } else if (fact instanceof GrantDenied) {
            state = "denied";
        } else if (fact instanceof GrantWithdrawn) {
            state = "withdrawn";
        } else {
            addOpened(fact, time);
        }
    }

    private void addOpened(GrantFact fact, Instant time) {
        if (fact instanceof GrantIntended f) {
            account = Optional.of(f.account());
            endsAt = Optional.of(f.endsAt());
            state = "being opened";
        } else if (fact instanceof GrantActivated f) {
            openedAt = Optional.of(time);
            endsAt = Optional.of(f.endsAt());
            state = "open";
        } else if (fact instanceof CredentialUsed f) {
            usedAt = Optional.of(f.firstSeenAt());
        } else if (fact instanceof GrantEnding) {
            state = "being ended";
        } else if (fact instanceof RevocationUnproven) {
            unproven++;
        } else if (fact instanceof RevocationProven f) {
            proven = Optional.of(f);
            provenAt = Optional.of(time);
        } else if (fact instanceof GrantEnded) {
            state = "ended, proven";
        } else if (fact instanceof GrantReviewed f) {
            reviewed = Optional.of(f);
            reviewedAt = Optional.of(time);
            state = "ended, reviewed";
        }
    }

    GrantId id() {
        return id;
    }

    /** The number of the first fact about it. */
    long firstSequence() {
        return firstSequence;
    }

    Optional<GrantTerms> terms() {
        return terms;
    }

    Optional<GrantRefused> refused() {
        return refused;
    }

    Optional<GrantBypassed> bypassed() {
        return bypassed;
    }

    Optional<GrantReviewed> reviewed() {
        return reviewed;
    }

    Optional<RevocationProven> proven() {
        return proven;
    }

    List<Approval> approvals() {
        return approvals;
    }

    Optional<Instant> reviewDueAt() {
        return reviewDueAt;
    }

    Optional<Instant> requestedAt() {
        return requestedAt;
    }

    /** When the credential was tried and worked. */
    Optional<Instant> openedAt() {
        return openedAt;
    }

    Optional<Instant> endsAt() {
        return endsAt;
    }

    Optional<Instant> usedAt() {
        return usedAt;
    }

    /** When the credential was tried and refused. */
    Optional<Instant> provenAt() {
        return provenAt;
    }

    Optional<Instant> reviewedAt() {
        return reviewedAt;
    }

    Optional<String> account() {
        return account;
    }

    /** In words. */
    String state() {
        return state;
    }

    /** How many attempts to end access brought no proof. */
    int unproven() {
        return unproven;
    }

    /** Whether something was, or may have been, opened. */
    boolean mayHaveBeenOpen() {
        return account.isPresent();
    }

    String person() {
        return terms.map(t -> t.requester().value())
                .or(() -> refused.map(r -> r.requester().value()))
                .orElse("unknown");
    }

    String target() {
        return terms.map(t -> t.target().value())
                .or(() -> refused.map(r -> r.target().value()))
                .orElse("unknown");
    }

    String role() {
        return terms.map(t -> t.role().value())
                .or(() -> refused.map(r -> r.role().value()))
                .orElse("unknown");
    }
}
