package io.breakwater.response.readiness;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.IncidentId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is owed in an incident. */
final class OwedDebts {
    private static final int PAGE = 500;

    private OwedDebts() {}

    /** Everything owed, the most urgent first. */
    static List<Debt> of(Transaction tx, IncidentId incident) {
        return Stream.of(DebtStatus.MISSED, DebtStatus.OPEN)
                .flatMap(status -> tx.state().list(Debt.class, matching(incident, status), "", PAGE).stream())
                .map(Stored::value)
                .sorted(java.util.Comparator.comparing(Debt::dueAt)
                        .thenComparing(debt -> debt.id().value()))
                .toList();
    }

    static boolean none(Transaction tx, IncidentId incident) {
        return Stream.of(DebtStatus.MISSED, DebtStatus.OPEN)
                .allMatch(status -> tx.state()
                        .list(Debt.class, matching(incident, status), "", 1)
                        .isEmpty());
    }

    private static Map<String, Object> matching(IncidentId incident, DebtStatus status) {
        return Map.of("incident", incident.value(), "status", status.name());
    }
}
