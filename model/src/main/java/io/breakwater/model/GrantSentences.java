package io.breakwater.model;

import static io.breakwater.model.Phrases.on;

import io.breakwater.model.GrantFact.ApprovalGiven;
import io.breakwater.model.GrantFact.ApprovalOwed;
import io.breakwater.model.GrantFact.ApprovalRefused;
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
import io.breakwater.model.GrantFact.GrantRefused;
import io.breakwater.model.GrantFact.GrantRequested;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantFact.GrantWithdrawn;
import io.breakwater.model.GrantFact.RevocationProven;
import io.breakwater.model.GrantFact.RevocationUnproven;
import java.util.Set;

/** Sentences for what happens to grants. */
final class GrantSentences {
    private GrantSentences() {}

    static Set<Phrases.Phrase<?>> phrases() {
        return Set.of(
                on(GrantRequested.class, GrantSentences::requested),
                on(
                        GrantRefused.class,
                        (f, w) -> f.requester() + " was refused " + f.role() + " on " + f.target() + " (" + f.code()
                                + "): " + f.why()),
                on(ApprovalGiven.class, GrantSentences::approval),
                on(
                        ApprovalRefused.class,
                        (f, w) -> "The approval by " + f.by() + " of " + f.grant() + " was not accepted (" + f.code()
                                + ")"),
                on(GrantApproved.class, (f, w) -> f.grant() + " has all approvals that policy demands"),
                on(
                        ApprovalOwed.class,
                        (f, w) -> f.grant() + " needs no approval before access; approval afterwards is due by "
                                + w.time(f.reviewDueAt())),
                on(GrantDenied.class, (f, w) -> f.by() + " denied " + f.grant()),
                on(
                        GrantBypassed.class,
                        (f, w) -> f.by() + " broke the glass for " + f.grant()
                                + f.secondPerson()
                                        .map(p -> " together with " + p)
                                        .orElse("")
                                + "; approval afterwards is due by " + w.time(f.reviewDueAt())),
                on(GrantWithdrawn.class, (f, w) -> f.grant() + " was withdrawn before access was given: " + f.why()),
                on(
                        GrantIntended.class,
                        (f, w) -> "About to open " + f.role() + " on " + f.target() + " for " + f.person()
                                + " as account " + f.account() + " until " + w.time(f.endsAt())),
                on(
                        GrantActivated.class,
                        (f, w) -> f.person() + " has access as " + f.account() + " until " + w.time(f.endsAt())
                                + "; the credential was tried and works"),
                on(
                        GrantActivationFailed.class,
                        (f, w) -> "Opening " + f.grant() + " failed"
                                + (f.outcomeKnown() ? "" : ", or may have worked: nobody knows yet") + ": " + f.why()),
                on(CredentialHandedOut.class, (f, w) -> "The credential was shown to " + f.to() + ", once"),
                on(
                        CredentialUsed.class,
                        (f, w) -> "Account " + f.account() + " was used, first seen " + w.time(f.firstSeenAt())),
                on(
                        GrantEnding.class,
                        (f, w) -> "Access under " + f.grant() + " is being ended by " + f.by() + " (" + w.word(f.why())
                                + ")"),
                on(
                        RevocationUnproven.class,
                        (f, w) -> "Attempt " + f.attempt() + " to end " + f.grant() + " is not proven: " + f.why()
                                + "; next attempt at " + w.time(f.nextAttemptAt())),
                on(RevocationProven.class, GrantSentences::proven),
                on(GrantEnded.class, (f, w) -> f.grant() + " is over, verified"),
                on(
                        GrantReviewed.class,
                        (f, w) -> f.by() + " reviewed " + f.grant() + " as "
                                + f.function().label()
                                + (f.decision() == Approval.Decision.APPROVE
                                        ? " and approved it afterwards: "
                                        : " and found it unjustified: ")
                                + w.text(f.comment())));
    }

    private static String requested(GrantRequested f, Phrases.Words w) {
        GrantTerms t = f.terms();
        return t.requester() + " asked for " + t.role() + " on " + t.target() + " for "
                + w.duration(t.durationSeconds())
                + t.ticket().map(x -> " under ticket " + x).orElse("") + ": " + w.text(t.reason());
    }

    private static String approval(ApprovalGiven f, Phrases.Words w) {
        Approval a = f.approval();
        return a.by() + (a.decision() == Approval.Decision.APPROVE ? " approved " : " denied ") + f.grant() + " as "
                + a.function().label() + (a.afterwards() ? ", afterwards" : "")
                + a.comment().map(c -> ": " + w.text(c)).orElse("");
    }

    private static String proven(RevocationProven f, Phrases.Words w) {
        return "Account " + f.account() + " was tried and refused (" + f.refusal() + "), " + f.sessionsEnded()
                + (f.sessionsEnded() == 1 ? " session" : " sessions") + " ended, proven after " + f.millis() + " ms";
    }
}
