package io.breakwater.access.grant;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Approval;
import io.breakwater.model.Approval.Decision;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalGiven;
import io.breakwater.model.GrantFact.ApprovalRefused;
import io.breakwater.model.GrantFact.GrantReviewed;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.Person;
import io.breakwater.model.Texts;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Approves afterwards, or says that the access was not justified. Either closes what is owed; the decision stays.
 *
 * <p>It takes another human being than the requester and the second person, with one of the functions that were named
 * when access was asked for. A grant may be reviewed as soon as it is ending: a target that cannot be reached keeps
 * nobody from deciding in time. Fails with {@code APPROVAL_NOT_YOURS}, {@code APPROVAL_USED}, {@code WRONG_STATE}, {@code
 * NOT_ALLOWED}, {@code NOT_FOUND}; each of these attempts is a fact.
 */
public final class ReviewGrant {
    private final Journal journal;
    private final Names names;

    public ReviewGrant(Journal journal, RandomGenerator random) {
        this.journal = journal;
        this.names = new Names(random);
    }

    /** Records what somebody else thinks of what was done. The comment is demanded: a review without words is none. */
    public Grant review(Caller caller, GrantId id, Decision decision, String comment) {
        String clean = Texts.clean("the comment", comment, DecideGrant.MAX_COMMENT);
        return journal.transact(tx -> attempt(tx, caller, id, decision, clean))
                .value()
                .orThrow();
    }

    private Refusal attempt(Transaction tx, Caller caller, GrantId id, Decision decision, String comment) {
        OpenRecord record = OpenRecord.lock(tx, id);
        Deciders deciders = Deciders.about(tx, record.grant().terms().requester());
        Optional<Person> person = deciders.person(caller.person());
        if (person.isEmpty()) {
            throw OpenRecord.notFound(id);
        }
        Optional<Refusal> refusal = Grants.maySee(person.get(), deciders.requester()) && deciders.hadByRequester(caller)
                ? Optional.of(Refusal.of(Code.APPROVAL_NOT_YOURS, Said.TOKEN_OF_THE_REQUESTER))
                : refusal(record.grant(), deciders, person.get());
        if (refusal.isPresent()) {
            record.append(
                    caller.actor(),
                    new ApprovalRefused(
                            record.grant().terms().incident(),
                            id,
                            caller.person(),
                            refusal.get().code()));
            return refusal.get();
        }
        return Refusal.none(record(tx, record, caller, reviewing(record.grant(), person.get()), decision, comment));
    }

    private Grant record(
            Transaction tx, OpenRecord record, Caller caller, Function function, Decision decision, String comment) {
        Grant grant = record.grant();
        ContentRef text = tx.keep(comment);
        Approval approval = new Approval(
                names.approval(),
                caller.person(),
                function,
                decision,
                grant.requestHash(),
                true,
                Optional.of(text),
                tx.now());
        record.append(caller.actor(), new ApprovalGiven(grant.terms().incident(), grant.id(), approval));
        record.append(
                caller.actor(),
                new GrantReviewed(grant.terms().incident(), grant.id(), caller.person(), function, decision, text));
        return record.grant();
    }

    private static Optional<Refusal> refusal(Grant grant, Deciders deciders, Person person) {
        if (!Grants.maySee(person, deciders.requester())) {
            return Optional.of(Refusal.of(Code.NOT_FOUND, Said.message(OpenRecord.notFound(grant.id()))));
        } else if (!person.active()) {
            return Optional.of(Refusal.of(Code.NOT_ALLOWED, person.id() + " may not act"));
        } else if (wasThere(grant, deciders, person)) {
            return Optional.of(Refusal.of(
                    Code.APPROVAL_NOT_YOURS,
                    "nobody reviews access of their own, or that they were the second person of"));
        } else if (grant.reviewedAt().isPresent()) {
            return Optional.of(Refusal.of(Code.APPROVAL_USED, grant.id() + " was reviewed already"));
        } else if (grant.state() != GrantState.ENDING && grant.state() != GrantState.ENDED) {
            return Optional.of(Refusal.of(
                    Code.WRONG_STATE, grant.id() + " is " + grant.state() + "; it is reviewed when it ends"));
        } else if (grant.terms().reviewers().stream().noneMatch(person.functions()::contains)) {
            return Optional.of(Refusal.of(
                    Code.APPROVAL_NOT_YOURS,
                    person.id() + " holds none of the functions that review it: "
                            + grant.terms().reviewers().stream()
                                    .map(Function::label)
                                    .toList()));
        }
        return Optional.empty();
    }

    private static boolean wasThere(Grant grant, Deciders deciders, Person person) {
        boolean secondPerson = grant.secondPerson()
                .flatMap(deciders::person)
                .filter(person::sameHumanAs)
                .isPresent();
        return person.sameHumanAs(deciders.requester()) || secondPerson;
    }

    private static Function reviewing(Grant grant, Person person) {
        return grant.terms().reviewers().stream()
                .filter(person.functions()::contains)
                .findFirst()
                .orElseThrow();
    }
}
