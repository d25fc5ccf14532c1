package io.breakwater.response.debt;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtId;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is and was owed. */
public final class Debts {
    private final Journal journal;

    public Debts(Journal journal) {
        this.journal = journal;
    }

    /** Which debts are wanted; what is empty does not matter. */
    public record Filter(Optional<DebtStatus> status, Optional<IncidentId> incident, Optional<String> owner) {
        private Map<String, Object> matching() {
            Map<String, Object> matching = new TreeMap<>();
            status.ifPresent(wanted -> matching.put("status", wanted.name()));
            incident.ifPresent(wanted -> matching.put("incident", wanted.value()));
            owner.ifPresent(wanted -> matching.put("owner", wanted));
            return matching;
        }
    }

    /** One debt with its version. */
    public Optional<Stored<Debt>> find(DebtId debt) {
        return journal.read(tx -> tx.state().find(Debt.class, debt.value()));
    }

    /** Debts in order of their ids, after the one named; {@code ""} for the beginning. */
    public List<Stored<Debt>> list(Filter filter, String after, int limit) {
        return journal.read(tx -> tx.state().list(Debt.class, filter.matching(), after, limit));
    }

    /** How many there are of a status. */
    public long count(DebtStatus status) {
        return journal.read(tx -> tx.state().count(Debt.class, Map.of("status", status.name())));
    }

    /** The debt after its deadline passed. */
    static Debt missed(Debt debt) {
        return with(debt, debt.owner(), debt.dueAt(), DebtStatus.MISSED, debt.escalationsDone(), Optional.empty());
    }

    /** The debt after one more step. */
    static Debt escalated(Debt debt) {
        return with(debt, debt.owner(), debt.dueAt(), debt.status(), debt.escalationsDone() + 1, Optional.empty());
    }

    /** The debt after somebody else took it over. */
    static Debt owedBy(Debt debt, String owner) {
        return with(debt, owner, debt.dueAt(), debt.status(), debt.escalationsDone(), Optional.empty());
    }

    /** The debt after its deadline was pulled forward. */
    static Debt due(Debt debt, Instant dueAt) {
        return with(debt, debt.owner(), dueAt, debt.status(), debt.escalationsDone(), Optional.empty());
    }

    /** The debt after it was paid. */
    static Debt closed(Debt debt, FactId evidence, Instant evidenceAt, boolean late) {
        DebtStatus status = late ? DebtStatus.CLOSED_LATE : DebtStatus.CLOSED;
        Payment payment = new Payment(evidence, evidenceAt);
        return with(debt, debt.owner(), debt.dueAt(), status, debt.escalationsDone(), Optional.of(payment));
    }

    private record Payment(FactId evidence, Instant at) {}

    private static Debt with(
            Debt debt, String owner, Instant dueAt, DebtStatus status, int escalations, Optional<Payment> payment) {
        return new Debt(
                debt.id(),
                debt.rule(),
                debt.title(),
                debt.incident(),
                debt.grant(),
                debt.subject(),
                owner,
                debt.controls(),
                debt.openedAt(),
                dueAt,
                status,
                escalations,
                debt.openedBy(),
                payment.map(Payment::evidence),
                payment.map(Payment::at),
                debt.drill());
    }
}
