package io.breakwater.response;

import io.breakwater.ledger.Follower;
import io.breakwater.ledger.Journal;
import io.breakwater.response.debt.DebtClock;
import io.breakwater.response.debt.DebtFollower;
import io.breakwater.response.debt.DebtRules;
import io.breakwater.response.debt.Debts;
import io.breakwater.response.debt.RulesOnRecord;
import io.breakwater.response.incident.ClaimGrantTickets;
import java.util.List;

/**
 * What of this room works by itself, put together. The acts of people are classes of their own in {@code incident}.
 *
 * <p>All of {@link #followers} are to run, each with its own cursor; {@link #clock} is to tick about once a second. A tick
 * that comes before the followers have seen what is on the record may count a debt as missed that was paid in time, so let
 * the clock wait at start until they have.
 *
 * @param followers what reacts to facts
 * @param clock what becomes of debts by time alone
 * @param debts what is and was owed
 * @param rules what opens debts and pays them
 */
public record ResponseRoom(List<Follower> followers, DebtClock clock, Debts debts, RulesOnRecord rules) {
    /** The room on a journal, with the rules that hold beside those of one's own on the record: the standard ones. */
    public static ResponseRoom of(Journal journal, DebtRules standard) {
        return new ResponseRoom(
                List.of(new ClaimGrantTickets(), new DebtFollower(standard)),
                new DebtClock(journal),
                new Debts(journal),
                new RulesOnRecord(standard));
    }
}
