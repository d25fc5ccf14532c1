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
        return with(debt, DebtStatus.MISSED, debt.escalationsDone(), Optional.empty(), Optional.empty());
    }

    /** The debt after one more step. */
    static Debt escalated(Debt debt) {
        return with(debt, debt.status(), debt.escalationsDone() + 1, debt.closedBy(), debt.closedAt());
    }

    /** The debt after it was paid. */
    static Debt closed(Debt debt, FactId evidence, Instant evidenceAt, boolean late) {
        return with(
                debt,
                late ? DebtStatus.CLOSED_LATE : DebtStatus.CLOSED,
                debt.escalationsDone(),
                Optional.of(evidence),
                Optional.of(evidenceAt));
    }

    private static Debt with(
            Debt debt, DebtStatus status, int escalations, Optional<FactId> closedBy, Optional<Instant> closedAt) {
        return new Debt(
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
                status,
                escalations,
                debt.openedBy(),
                closedBy,
                closedAt,
                debt.drill());
    }
}
