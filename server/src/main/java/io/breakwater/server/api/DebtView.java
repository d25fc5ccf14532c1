package io.breakwater.server.api;

import io.breakwater.model.ControlId;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtId;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.FactId;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is or was owed. */
public record DebtView(
        DebtId id,
        String rule,
        String title,
        Optional<IncidentId> incident,
        Optional<GrantId> grant,
        Optional<String> subject,
        String owner,
        List<ControlId> controls,
        Instant openedAt,
        Instant dueAt,
        DebtStatus status,
        int escalationsDone,
        Optional<FactId> closedBy,
        Optional<Instant> closedAt) {

    static DebtView of(Debt debt) {
        return new DebtView(
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
                debt.status(),
                debt.escalationsDone(),
                debt.closedBy(),
                debt.closedAt());
    }
}
