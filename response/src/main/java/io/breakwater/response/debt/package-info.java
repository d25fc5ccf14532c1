/** What is owed, by whom and until when: rules in data, one engine. Start with {@link io.breakwater.response.debt.DebtRules}, then {@link io.breakwater.response.debt.DebtFollower} and {@link io.breakwater.response.debt.DebtClock}. */
@NullMarked
package io.breakwater.response.debt;

import org.jspecify.annotations.NullMarked;
