package io.breakwater.access.grant;

import io.breakwater.access.people.Directory;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact.GrantBypassed;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.GrantTerms;
import io.breakwater.model.Incident;
import io.breakwater.model.PersonId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Breaks the glass of a request that waits: access without the approval that policy demands, and a debt instead.
 *
 * <p>Fails with {@code NOT_FOUND} for anybody but the requester; {@code WRONG_STATE} when the request does not wait or the
 * incident is closed; {@code BREAK_GLASS_WITHHELD} when policy or a missed debt says no; {@code POLICY_BROKEN} when that
 * could not be told.
 */
public final class BreakGlass {
    private final Journal journal;

    public BreakGlass(Journal journal) {
        this.journal = journal;
    }

    /** Breaks the glass; {@link OpenGrant} comes next. */
    public Grant breakGlass(Caller caller, GrantId id, Optional<PersonId> secondPerson) {
        return journal.transact(tx -> decide(tx, caller, id, secondPerson)).value();
    }

    private static Grant decide(Transaction tx, Caller caller, GrantId id, Optional<PersonId> secondPerson) {
        OpenRecord record = OpenRecord.lock(tx, id);
        Grant grant = record.grant();
        GrantTerms terms = grant.terms();
        Directory.requireActive(tx, caller);
        if (!terms.requester().equals(caller.person())) {
            throw OpenRecord.notFound(id);
        }
        if (!grant.state().mayBecome(GrantState.BYPASSED)) {
            throw new BreakwaterException(
                    Code.WRONG_STATE, id + " is " + grant.state() + "; no glass is left to break");
        }
        Incident incident = Conditions.requireOpenIncident(tx, terms.incident());
        requireAllowed(tx, terms, incident, secondPerson);
        record.append(
                caller.actor(),
                new GrantBypassed(
                        terms.incident(),
                        id,
                        caller.person(),
                        secondPerson,
                        tx.now().plusSeconds(terms.reviewWithinSeconds())));
        return record.grant();
    }

    private static void requireAllowed(
            Transaction tx, GrantTerms terms, Incident incident, Optional<PersonId> secondPerson) {
        GlassRules rules = new GlassRules(tx, Deciders.about(tx, terms.requester()), incident.drill());
        Stream.of(rules.allowed(terms.breakGlassAllowed()), rules.secondPerson(secondPerson), rules.debts(secondPerson))
                .filter(result -> result.outcome() != RuleResult.Outcome.SATISFIED)
                .findFirst()
                .ifPresent(result -> {
                    throw new BreakwaterException(result.code(), result.message());
                });
    }
}
