package io.breakwater.access.grant;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** When the glass may be broken: the same rules for a new request and for one that waits. */
final class GlassRules {
    static final String ALLOWED = "break-glass";
    static final String SECOND_PERSON = "second-person";
    static final String DEBTS = "missed-approval";

    private static final int PAGE = 200;
    private final Transaction tx;
    private final Deciders deciders;
    private final boolean drill;

    /**
     * The rules for one request.
     *
     * @param drill whether the request belongs to an exercise: what was missed in exercises counts in exercises only
     */
    GlassRules(Transaction tx, Deciders deciders, boolean drill) {
        this.tx = tx;
        this.deciders = deciders;
        this.drill = drill;
    }

    RuleResult allowed(boolean allowed) {
        return allowed
                ? RuleResult.satisfied(ALLOWED, "policy lets the glass of this role be broken")
                : RuleResult.unsatisfied(
                        ALLOWED,
                        Code.BREAK_GLASS_WITHHELD,
                        "policy does not let the glass of this role be broken; ask for approval");
    }

    RuleResult secondPerson(Optional<PersonId> named) {
        if (named.isEmpty()) {
            return RuleResult.satisfied(SECOND_PERSON, "no second person was named");
        }
        String name = named.get().value();
        return deciders.person(named.get()).filter(this::isAnother).isPresent()
                ? RuleResult.satisfied(SECOND_PERSON, name + " is with the requester, and goes on the record")
                : RuleResult.unsatisfied(
                        SECOND_PERSON,
                        Code.BREAK_GLASS_WITHHELD,
                        name + " cannot be the second person: it takes another human being, active, with a function");
    }

    /** Whether the requester owes a missed approval, and so breaks no further glass alone. */
    boolean requesterOwes() {
        return missedDebtOf(deciders.requester()).isPresent();
    }

    /** What a missed approval means for a request: it waits for a second person, who is not only named but acts. */
    RuleResult debts(Optional<PersonId> named) {
        return owed(named, own -> RuleResult.satisfied(DEBTS, own + "; the request waits until " + whoConfirms(named)));
    }

    /** What it means for breaking the glass by the requester alone. */
    RuleResult alone(Optional<PersonId> named) {
        return owed(
                named,
                own -> RuleResult.unsatisfied(
                        DEBTS, Code.BREAK_GLASS_WITHHELD, own + "; it is not broken until " + whoConfirms(named)));
    }

    private RuleResult owed(Optional<PersonId> named, Function<String, RuleResult> waiting) {
        Optional<String> own = missedDebtOf(deciders.requester());
        if (own.isEmpty()) {
            return RuleResult.satisfied(DEBTS, "no approval afterwards was missed");
        }
        return named.flatMap(deciders::person)
                .filter(this::isAnother)
                .flatMap(this::missedDebtOf)
                .map(debt -> RuleResult.unsatisfied(
                        DEBTS, Code.BREAK_GLASS_WITHHELD, "the second person has a missed approval too (" + debt + ")"))
                .orElseGet(() -> waiting.apply("approval afterwards of earlier access was missed (" + own.get() + ")"));
    }

    private static String whoConfirms(Optional<PersonId> named) {
        return named.map(PersonId::value).orElse("a second person")
                + " breaks the glass of it too, as themselves, or approval is given";
    }

    private boolean isAnother(Person person) {
        return person.active() && !person.functions().isEmpty() && !person.sameHumanAs(deciders.requester());
    }

    private Optional<String> missedDebtOf(Person person) {
        Map<String, Object> missed = Map.of("rule", Debt.APPROVAL_AFTERWARDS, "status", DebtStatus.MISSED.name());
        String after = "";
        List<Stored<Debt>> page;
        do {
            page = tx.state().list(Debt.class, missed, after, PAGE);
            for (Stored<Debt> debt : page) {
                if (isAbout(debt.value(), person)) {
                    return Optional.of(debt.id());
                }
                after = debt.id();
            }
        } while (page.size() == PAGE);
        return Optional.empty();
    }

    private boolean isAbout(Debt debt, Person person) {
        if (debt.drill() && !drill) {
            return false;
        }
        return debt.grant().map(this::requesterOf).map(deciders::person).flatMap(p -> p).stream()
                .anyMatch(person::sameHumanAs);
    }

    private PersonId requesterOf(GrantId grant) {
        return tx.state()
                .find(Grant.class, grant.value())
                .map(stored -> stored.value().terms().requester())
                .orElseThrow(() -> new BreakwaterException(
                        Code.POLICY_BROKEN, "a missed debt names the grant " + grant + ", which is not there"));
    }
}
