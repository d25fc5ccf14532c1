package io.breakwater.response.debt;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtFact.DebtBroughtForward;
import io.breakwater.model.DebtFact.DebtClosed;
import io.breakwater.model.DebtFact.DebtEscalated;
import io.breakwater.model.DebtFact.DebtHandedOver;
import io.breakwater.model.DebtFact.DebtMissed;
import io.breakwater.model.DebtFact.DebtOpened;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The debts within one transaction: each change is a fact and the state that follows from it.
 *
 * <p>Beside the {@link Debt} that everybody sees, an owed debt has an {@link OwedDebt} (its steps and keys, frozen when it
 * was opened), an entry under each key, and one alarm. Closing removes the three, so that what is owed is found without
 * passing over what is paid.
 */
final class DebtBook {
    private static final Actor ACTOR = Actor.system("debts");
    private static final long MICROS = 1_000_000;
    private static final long NANOS_IN_A_MICRO = 1_000;

    private final Transaction tx;

    DebtBook(Transaction tx) {
        this.tx = tx;
    }

    /** A step of a debt's escalation, with its time. */
    record Step(Instant at, String to) {
        /**
         * The step once the debt is due sooner: from the deadline on it keeps its distance to it, before that its share of
         * the time there is.
         */
        Step sooner(Instant openedAt, Instant before, Instant after) {
            if (!at.isBefore(before)) {
                return new Step(after.plus(Duration.between(before, at)), to);
            }
            long whole = Duration.between(openedAt, before).toMillis();
            long left = Math.max(0, Duration.between(openedAt, after).toMillis());
            double share =
                    whole == 0 ? 0 : (double) Duration.between(openedAt, at).toMillis() / whole;
            return new Step(openedAt.plusMillis(Math.round(left * share)), to);
        }
    }

    /**
     * What the engine keeps of a debt while it is owed.
     *
     * @param alarm the name of its alarm; empty when nothing more happens by time alone
     * @param keys the names of its entries in the index
     * @param debtor who may not pay it alone
     * @param edition the document of one's own whose rule opened it; empty for a rule that comes with Breakwater
     */
    record OwedDebt(
            Optional<String> alarm,
            List<Step> steps,
            List<String> keys,
            Optional<String> debtor,
            Optional<String> edition) {
        OwedDebt with(Optional<String> nextAlarm, List<Step> nextSteps) {
            return new OwedDebt(nextAlarm, nextSteps, keys, debtor, edition);
        }
    }

    /** The debts owed under one key. */
    record OwedUnder(List<String> debts) {}

    /** A debt's next moment. Its name begins with the time, so that the next alarm is the first in order of names. */
    record DebtAlarm(String debt) {}

    Optional<Debt> find(String debt) {
        return tx.state().find(Debt.class, debt).map(Stored::value);
    }

    List<String> owedUnder(String key) {
        return tx.state()
                .find(OwedUnder.class, key)
                .map(stored -> stored.value().debts())
                .orElse(List.of());
    }

    Optional<String> debtor(String debt) {
        return tx.state()
                .find(OwedDebt.class, debt)
                .flatMap(stored -> stored.value().debtor());
    }

    /** The document of one's own whose rule opened the debt; empty for a rule that comes with Breakwater. */
    Optional<String> edition(String debt) {
        return tx.state()
                .find(OwedDebt.class, debt)
                .flatMap(stored -> stored.value().edition());
    }

    void open(Debt debt, List<Step> steps, List<String> keys, Optional<String> debtor, Optional<String> edition) {
        String id = debt.id().value();
        tx.append(
                ACTOR,
                new DebtOpened(
                        debt.id(),
                        debt.rule(),
                        debt.title(),
                        debt.incident(),
                        debt.grant(),
                        debt.subject(),
                        debt.owner(),
                        debt.controls(),
                        debt.openedAt(),
                        debt.dueAt(),
                        debt.openedBy(),
                        debt.drill()));
        tx.state().insert(id, debt);
        keys.forEach(key -> enter(key, id));
        Optional<String> alarm = next(debt, steps).map(at -> setAlarm(at, id));
        tx.state().insert(id, new OwedDebt(alarm, steps, keys, debtor, edition));
    }

    /** Pays a debt; nothing happens when it is paid already. */
    void close(String id, FactId evidence, Instant evidenceAt) {
        Optional<Stored<Debt>> stored = tx.state().lock(Debt.class, id);
        if (stored.isEmpty() || !stored.get().value().owed()) {
            return;
        }
        Debt debt = stored.get().value();
        boolean late = debt.status() == DebtStatus.MISSED || evidenceAt.isAfter(debt.dueAt());
        tx.append(ACTOR, new DebtClosed(debt.id(), debt.rule(), debt.incident(), evidence, evidenceAt, late));
        tx.state().update(stored.get(), Debts.closed(debt, evidence, evidenceAt, late));
        tx.state().find(OwedDebt.class, id).ifPresent(owed -> forget(id, owed.value()));
    }

    /** Lets somebody else owe a debt; nothing happens when it is paid, or when that is who owes it. */
    void handOver(String id, String owner, FactId because) {
        Optional<Stored<Debt>> stored = tx.state().lock(Debt.class, id);
        if (stored.isEmpty()
                || !stored.get().value().owed()
                || stored.get().value().owner().equals(owner)) {
            return;
        }
        Debt debt = stored.get().value();
        tx.append(ACTOR, new DebtHandedOver(debt.id(), debt.rule(), debt.incident(), debt.owner(), owner, because));
        tx.state().update(stored.get(), Debts.owedBy(debt, owner));
    }

    /** Pulls an open debt's deadline forward, and its steps with it; a deadline that is not sooner changes nothing. */
    void bringForward(String id, Instant dueAt, FactId because) {
        Optional<Stored<Debt>> stored = tx.state().lock(Debt.class, id);
        Optional<Stored<OwedDebt>> owed = tx.state().find(OwedDebt.class, id);
        if (stored.isEmpty()
                || owed.isEmpty()
                || stored.get().value().status() != DebtStatus.OPEN
                || !dueAt.isBefore(stored.get().value().dueAt())) {
            return;
        }
        Debt before = stored.get().value();
        Debt after = Debts.due(before, dueAt);
        tx.append(
                ACTOR,
                new DebtBroughtForward(before.id(), before.rule(), before.incident(), before.dueAt(), dueAt, because));
        tx.state().update(stored.get(), after);
        OwedDebt kept = owed.get().value();
        List<Step> steps = kept.steps().stream()
                .map(step -> step.sooner(before.openedAt(), before.dueAt(), dueAt))
                .toList();
        kept.alarm().ifPresent(alarm -> tx.state().delete(DebtAlarm.class, alarm));
        Optional<String> alarm = next(after, steps).map(at -> setAlarm(at, id));
        tx.state().update(owed.get(), kept.with(alarm, steps));
    }

    /** Takes the steps of an owed debt that are due, and sets its next alarm. Returns how many things happened. */
    int ring(String alarm, String id, Instant now) {
        Optional<Stored<Debt>> debt = tx.state().lock(Debt.class, id);
        Optional<Stored<OwedDebt>> owed = tx.state().find(OwedDebt.class, id);
        tx.state().delete(DebtAlarm.class, alarm);
        if (debt.isEmpty() || owed.isEmpty() || !owed.get().value().alarm().equals(Optional.of(alarm))) {
            return 0; // paid or moved meanwhile
        }
        OwedDebt before = owed.get().value();
        Debt after = escalated(missed(debt.get().value(), now), before.steps(), now);
        tx.state().update(debt.get(), after);
        Optional<String> next = next(after, before.steps()).map(at -> setAlarm(at, id));
        tx.state().update(owed.get(), before.with(next, before.steps()));
        return after.escalationsDone()
                - debt.get().value().escalationsDone()
                + (after.status() == debt.get().value().status() ? 0 : 1);
    }

    private Debt missed(Debt debt, Instant now) {
        if (debt.status() != DebtStatus.OPEN || now.isBefore(debt.dueAt())) {
            return debt;
        }
        tx.append(ACTOR, new DebtMissed(debt.id(), debt.rule(), debt.incident(), debt.dueAt()));
        return Debts.missed(debt);
    }

    private Debt escalated(Debt debt, List<Step> steps, Instant now) {
        Debt after = debt;
        DebtParties parties = new DebtParties(tx, debt.incident(), debt.grant().map(grant -> grant.value()));
        while (after.escalationsDone() < steps.size()
                && !now.isBefore(steps.get(after.escalationsDone()).at())) {
            String to = steps.get(after.escalationsDone()).to();
            after = Debts.escalated(after);
            String whom = to.equals("owner") ? debt.owner() : parties.party(to);
            tx.append(ACTOR, new DebtEscalated(debt.id(), debt.rule(), debt.incident(), after.escalationsDone(), whom));
        }
        return after;
    }

    private static Optional<Instant> next(Debt debt, List<Step> steps) {
        List<Instant> moments = new ArrayList<>();
        if (debt.status() == DebtStatus.OPEN) {
            moments.add(debt.dueAt());
        }
        if (debt.escalationsDone() < steps.size()) {
            moments.add(steps.get(debt.escalationsDone()).at());
        }
        return moments.stream().min(Instant::compareTo);
    }

    private void forget(String id, OwedDebt owed) {
        owed.alarm().ifPresent(alarm -> tx.state().delete(DebtAlarm.class, alarm));
        owed.keys().forEach(key -> leave(key, id));
        tx.state().delete(OwedDebt.class, id);
    }

    private void enter(String key, String debt) {
        Optional<Stored<OwedUnder>> under = tx.state().lock(OwedUnder.class, key);
        if (under.isEmpty()) {
            tx.state().insert(key, new OwedUnder(List.of(debt)));
            return;
        }
        List<String> debts = new ArrayList<>(under.get().value().debts());
        debts.add(debt);
        tx.state().update(under.get(), new OwedUnder(debts));
    }

    private void leave(String key, String debt) {
        Optional<Stored<OwedUnder>> under = tx.state().lock(OwedUnder.class, key);
        if (under.isEmpty()) {
            return;
        }
        List<String> debts = new ArrayList<>(under.get().value().debts());
        debts.remove(debt);
        if (debts.isEmpty()) {
            tx.state().delete(OwedUnder.class, key);
        } else {
            tx.state().update(under.get(), new OwedUnder(debts));
        }
    }

    private String setAlarm(Instant at, String debt) {
        String name = nameAt(at) + "-" + debt;
        tx.state().insert(name, new DebtAlarm(debt));
        return name;
    }

    /** Digits only and always as many, so that the order of names is the order of time under every collation. */
    static String nameAt(Instant at) {
        long micros = Math.max(0, at.getEpochSecond()) * MICROS + at.getNano() / NANOS_IN_A_MICRO;
        return String.format(Locale.ROOT, "%019d", micros);
    }
}
