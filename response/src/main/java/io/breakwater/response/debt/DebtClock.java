package io.breakwater.response.debt;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.response.debt.DebtBook.DebtAlarm;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What becomes of debts by time alone: steps are taken, deadlines pass.
 *
 * <p>Time is only ever compared with what was set when the debt was opened, and what happened stays: a clock that goes
 * back takes no step twice and makes nothing unmissed. Only debts whose next moment has come are read, however many were
 * ever paid. Tick after the follower has run, so that evidence already on the record counts.
 */
public final class DebtClock {
    private static final int PAGE = 100;

    private final Journal journal;

    public DebtClock(Journal journal) {
        this.journal = journal;
    }

    /** Does what is due at that time; returns how many steps were taken and deadlines missed. */
    public int tick(Instant now) {
        String limit = DebtBook.nameAt(now.plusNanos(1_000));
        int happened = 0;
        String after = "";
        List<Stored<DebtAlarm>> page;
        do {
            page = due(after, limit);
            for (Stored<DebtAlarm> alarm : page) {
                happened += ring(alarm, now);
                after = alarm.id();
            }
        } while (page.size() == PAGE);
        return happened;
    }

    private List<Stored<DebtAlarm>> due(String after, String limit) {
        return journal.read(tx -> tx.state().list(DebtAlarm.class, Map.of(), after, PAGE)).stream()
                .takeWhile(alarm -> alarm.id().compareTo(limit) < 0)
                .toList();
    }

    private int ring(Stored<DebtAlarm> alarm, Instant now) {
        try {
            return journal.transact(tx ->
                            new DebtBook(tx).ring(alarm.id(), alarm.value().debt(), now))
                    .value();
        } catch (BreakwaterException e) {
            if (e.code() == Code.STALE_VERSION || e.code() == Code.CONFLICT) {
                return 0; // another server, or the follower, has it; the next tick looks again
            }
            throw e;
        }
    }
}
