package io.breakwater.access.grant;

import io.breakwater.access.people.Directory;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.ApprovalRefused;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Breaks the glass of a request that waits: access without the approval that policy demands, and a debt instead.
 *
 * <p>Who owes a missed approval does not break it alone: a second person does, with a call of their own for the waiting
 * request, and goes on the record with it. Fails with {@code NOT_FOUND} for anybody else but the requester; {@code
 * WRONG_STATE} when the request does not wait or the incident is closed; {@code BREAK_GLASS_WITHHELD} when policy or a
 * missed debt says no, or the second person cannot be one; {@code APPROVAL_NOT_YOURS}, which is a fact too, for a second
 * person whose token came through the requester's hands; {@code POLICY_BROKEN} when that could not be told.
 */
public final class BreakGlass {
    private final Journal journal;

    public BreakGlass(Journal journal) {
        this.journal = journal;
    }

    /** Breaks the glass; {@link OpenGrant} comes next. */
    public Grant breakGlass(Caller caller, GrantId id, Optional<PersonId> secondPerson) {
        return journal.transact(tx -> decide(tx, caller, id, secondPerson))
                .value()
                .orThrow();
    }

    private static Refusal decide(Transaction tx, Caller caller, GrantId id, Optional<PersonId> named) {
        OpenRecord record = OpenRecord.lock(tx, id);
        Grant grant = record.grant();
        GrantTerms terms = grant.terms();
        Person person = Directory.requireActive(tx, caller);
        Deciders deciders = Deciders.about(tx, terms.requester());
        boolean own = terms.requester().equals(caller.person());
        GlassRules rules = new GlassRules(tx, deciders, Conditions.isDrill(tx, terms.incident()));
        if (!own && !(Grants.maySee(person, deciders.requester()) && rules.requesterOwes())) {
            throw OpenRecord.notFound(id);
        }
        if (!grant.state().mayBecome(GrantState.BYPASSED)) {
            throw new BreakwaterException(
                    Code.WRONG_STATE, id + " is " + grant.state() + "; no glass is left to break");
        }
        Conditions.requireOpenIncident(tx, terms.incident());
        if (!own && deciders.hadByRequester(caller)) {
            record.append(
                    caller.actor(),
                    new ApprovalRefused(terms.incident(), id, caller.person(), Code.APPROVAL_NOT_YOURS));
            return Refusal.of(Code.APPROVAL_NOT_YOURS, Said.TOKEN_OF_THE_REQUESTER);
        }
        Optional<PersonId> second = own ? named : Optional.of(caller.person());
        requireAllowed(rules, terms, second, own);
        record.append(
                caller.actor(),
                new GrantBypassed(
                        terms.incident(),
                        id,
                        terms.requester(),
                        second,
                        tx.now().plusSeconds(terms.reviewWithinSeconds())));
        return Refusal.none(record.grant());
    }

    private static void requireAllowed(GlassRules rules, GrantTerms terms, Optional<PersonId> second, boolean own) {
        Stream.of(
                        rules.allowed(terms.breakGlassAllowed()),
                        rules.secondPerson(second),
                        own ? rules.alone(second) : rules.debts(second))
                .filter(result -> result.outcome() != RuleResult.Outcome.SATISFIED)
                .findFirst()
                .ifPresent(result -> {
                    throw new BreakwaterException(result.code(), result.message());
                });
    }
}
