package io.breakwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An obligation with a deadline, an owner and a control, opened by an act and closed only by evidence.
 *
 * @param rule the rule in {@code debts.yaml} that opened it
 * @param incident the incident it hangs on, if any
 * @param grant the grant it hangs on, if any
 * @param subject what else it is about (a ticket reference), if anything
 * @param owner who owes it: {@code person:alice} or {@code function:security-approver} or {@code system:access}
 * @param openedBy the fact that opened it
 * @param escalationsDone how many escalation steps have been taken
 * @param closedBy the fact that closed it
 * @param closedAt the time of that fact
 * @param drill whether it comes of an exercise
 */
public record Debt(
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
        FactId openedBy,
        Optional<FactId> closedBy,
        Optional<Instant> closedAt,
        boolean drill) {

    /** The rule whose missed debts withhold the glass: approval afterwards of access that was given without it. */
    public static final String APPROVAL_AFTERWARDS = "approval-afterwards";

    /** Whether something is still owed. */
    public boolean owed() {
        return status == DebtStatus.OPEN || status == DebtStatus.MISSED;
    }
}
