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

    /** Something is owed from now on. */
    record DebtOpened(
            DebtId debt,
            String rule,
            Optional<IncidentId> incident,
            Optional<GrantId> grant,
            Optional<String> subject,
            String owner,
            List<ControlId> controls,
            Instant dueAt,
            FactId openedBy)
            implements DebtFact {}

    /** An escalation step was taken; {@code to} has been told or will be. */
    record DebtEscalated(DebtId debt, String rule, Optional<IncidentId> incident, int step, String to)
            implements DebtFact {}

    /** The deadline passed. That it did stays visible for ever. */
    record DebtMissed(DebtId debt, String rule, Optional<IncidentId> incident, Instant dueAt) implements DebtFact {}

    /** Evidence closed it: the named fact. */
    record DebtClosed(DebtId debt, String rule, Optional<IncidentId> incident, FactId evidence, boolean late)
            implements DebtFact {}
}
