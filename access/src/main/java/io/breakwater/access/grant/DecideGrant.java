package io.breakwater.access.grant;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Approval;
import io.breakwater.model.Approval.Decision;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalGiven;
import io.breakwater.model.GrantFact.ApprovalRefused;
import io.breakwater.model.GrantFact.GrantApproved;
import io.breakwater.model.GrantFact.GrantDenied;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.Person;
import io.breakwater.model.Texts;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Approves or denies a request, bound to the hash of exactly what is asked.
 *
 * <p>Fails with {@code APPROVAL_MISMATCH} for another hash, {@code APPROVAL_NOT_YOURS} for the requester under any name
 * or with a token that came through the requester's hands, and for who holds no function that is missing, {@code APPROVAL_USED} for who has decided already under any name, {@code
 * WRONG_STATE} when the request does not wait, {@code NOT_ALLOWED} for who may not act, {@code NOT_FOUND} for who may not
 * see the grant. Each of these attempts is a fact. Whether the quorum is complete is counted with everybody's functions
 * as they are at that moment, and once more when the grant is opened.
 */
public final class DecideGrant {
    /** Longest comment, in UTF-16 units. */
    public static final int MAX_COMMENT = 4_000;

    private final Journal journal;
    private final Names names;

    public DecideGrant(Journal journal, RandomGenerator random) {
        this.journal = journal;
        this.names = new Names(random);
    }

    /** Decides; when the quorum is complete the grant comes back {@code APPROVED} and {@link OpenGrant} comes next. */
    public Grant decide(Caller caller, GrantId id, String requestHash, Decision decision, Optional<String> comment) {
        Optional<String> clean = comment.map(c -> Texts.clean("the comment", c, MAX_COMMENT));
        return journal.transact(tx -> attempt(tx, caller, id, requestHash, decision, clean))
                .value()
                .orThrow();
    }

    private Refusal attempt(
            Transaction tx, Caller caller, GrantId id, String hash, Decision decision, Optional<String> comment) {
        OpenRecord record = OpenRecord.lock(tx, id);
        Grant grant = record.grant();
        Deciders deciders = Deciders.about(tx, grant.terms().requester());
        Optional<Person> person = deciders.person(caller.person());
        if (person.isEmpty()) {
            throw OpenRecord.notFound(id);
        }
        Seat seat = Grants.maySee(person.get(), deciders.requester()) && deciders.hadByRequester(caller)
                ? Seat.refused(Code.APPROVAL_NOT_YOURS, Said.TOKEN_OF_THE_REQUESTER)
                : seat(grant, deciders, person.get(), hash, decision).unless(Conditions.stale(grant, tx.now()));
        if (seat.function().isEmpty()) {
            record.append(
                    caller.actor(), new ApprovalRefused(grant.terms().incident(), id, caller.person(), seat.refusal()));
            return Refusal.of(seat.refusal(), seat.why());
        }
        Approval approval = new Approval(
                names.approval(),
                caller.person(),
                seat.function().get(),
                decision,
                hash,
                false,
                comment.map(text -> keep(tx, text)),
                tx.now());
        return Refusal.none(record(record, caller, approval, deciders));
    }

    private static ContentRef keep(Transaction tx, String text) {
        return tx.keep(text);
    }

    private static Grant record(OpenRecord record, Caller caller, Approval approval, Deciders deciders) {
        Grant grant = record.grant();
        record.append(caller.actor(), new ApprovalGiven(grant.terms().incident(), grant.id(), approval));
        if (approval.decision() == Decision.DENY) {
            record.append(caller.actor(), new GrantDenied(grant.terms().incident(), grant.id(), caller.person()));
        } else if (deciders.missing(record.grant()).isEmpty()) {
            record.append(caller.actor(), new GrantApproved(grant.terms().incident(), grant.id(), grant.requestHash()));
        }
        return record.grant();
    }

    /** The function a person decides under, or why there is none. */
    private record Seat(Optional<Function> function, Code refusal, String why) {
        static Seat refused(Code code, String why) {
            return new Seat(Optional.empty(), code, why);
        }

        Seat unless(Optional<String> stale) {
            return function.isPresent() && stale.isPresent()
                    ? refused(Code.WRONG_STATE, "the request is too old: " + stale.get() + "; ask again")
                    : this;
        }
    }

    private static Seat seat(Grant grant, Deciders deciders, Person person, String hash, Decision decision) {
        if (!Grants.maySee(person, deciders.requester())) {
            BreakwaterException hidden = OpenRecord.notFound(grant.id());
            return Seat.refused(hidden.code(), Said.message(hidden));
        } else if (!person.active()) {
            return Seat.refused(Code.NOT_ALLOWED, person.id() + " may not act");
        } else if (person.sameHumanAs(deciders.requester())) {
            return Seat.refused(Code.APPROVAL_NOT_YOURS, "nobody decides about access of their own");
        } else if (!grant.requestHash().equals(hash)) {
            return Seat.refused(
                    Code.APPROVAL_MISMATCH, "that is not what is asked; look at " + grant.id() + " and decide again");
        } else if (decision == Decision.APPROVE && deciders.hasDecided(grant, person)) {
            return Seat.refused(Code.APPROVAL_USED, person.id() + " has decided about " + grant.id() + " already");
        } else if (grant.state() != GrantState.REQUESTED) {
            return Seat.refused(Code.WRONG_STATE, grant.id() + " is " + grant.state() + "; nothing is left to decide");
        }
        return seat(grant, deciders, person, decision);
    }

    private static Seat seat(Grant grant, Deciders deciders, Person person, Decision decision) {
        Optional<Function> function = decision == Decision.APPROVE
                ? deciders.seatFor(grant, person)
                : grant.terms().quorum().keySet().stream()
                        .filter(person.functions()::contains)
                        .findFirst();
        return function.isPresent()
                ? new Seat(function, Code.INTERNAL, "")
                : Seat.refused(
                        Code.APPROVAL_NOT_YOURS,
                        person.id() + " holds no function whose approval is missing; missing is "
                                + deciders.missing(grant));
    }
}
