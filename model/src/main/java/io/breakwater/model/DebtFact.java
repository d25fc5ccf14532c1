package io.breakwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened to a debt. */
public sealed interface DebtFact extends Fact {
    /** The debt it is about. */
    DebtId debt();

    /** The incident the debt hangs on, if any. */
    Optional<IncidentId> incident();

    @Override
    default Optional<IncidentId> population() {
        return incident();
    }

    /** Something is owed since {@code openedAt}, the time of the fact that opened it; {@code drill} as of its incident. */
    record DebtOpened(
            DebtId debt,
            String rule,
            String title,
            Optional<IncidentId> incident,
            Optional<GrantId> grant,
            Optional<String> subject,
            String owner,
            List<ControlId> controls,
            Instant openedAt,
            Instant dueAt,
            FactId openedBy,
            boolean drill)
            implements DebtFact {}

    /** An escalation step was taken; {@code to} has been told or will be. */
    record DebtEscalated(DebtId debt, String rule, Optional<IncidentId> incident, int step, String to)
            implements DebtFact {}

    /** Somebody else owes it from now on, by the named fact: the one it was owed by has handed over. */
    record DebtHandedOver(
            DebtId debt, String rule, Optional<IncidentId> incident, String before, String after, FactId because)
            implements DebtFact {}

    /** It is owed sooner than was said when it was opened, by the named fact. A deadline never moves the other way. */
    record DebtBroughtForward(
            DebtId debt, String rule, Optional<IncidentId> incident, Instant dueBefore, Instant dueAt, FactId because)
            implements DebtFact {}

    /** The deadline passed. That it did stays visible for ever. */
    record DebtMissed(DebtId debt, String rule, Optional<IncidentId> incident, Instant dueAt) implements DebtFact {}

    /** Evidence closed it: the named fact, which is of {@code evidenceAt}. */
    record DebtClosed(
            DebtId debt, String rule, Optional<IncidentId> incident, FactId evidence, Instant evidenceAt, boolean late)
            implements DebtFact {}
}
