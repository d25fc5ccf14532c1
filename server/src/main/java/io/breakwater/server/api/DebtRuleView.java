package io.breakwater.server.api;

import io.breakwater.model.ControlId;
import io.breakwater.response.debt.DebtRule;
import java.util.List;
import java.util.Optional;

/**
 * A rule by which debts are opened and paid: what it means for people.
 *
 * @param own whether it is not one that comes with Breakwater
 */
public record DebtRuleView(
        String id,
        String title,
        String owner,
        List<ControlId> controls,
        List<String> openedBy,
        List<String> paidBy,
        boolean drills,
        Optional<String> consequence,
        boolean own) {

    static DebtRuleView of(DebtRule rule, boolean own) {
        return new DebtRuleView(
                rule.id(),
                rule.title(),
                rule.owner(),
                rule.controls(),
                rule.opens().stream().map(DebtRule.Opening::fact).distinct().toList(),
                rule.closes().stream().map(DebtRule.Closing::fact).distinct().toList(),
                rule.drills(),
                rule.consequence(),
                own);
    }
}
