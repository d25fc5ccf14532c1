package io.breakwater.response.incident;

import io.breakwater.ledger.ForwardingJournal;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.function.Function;

/** A journal whose first transaction loses against somebody else's. */
final class ConflictOnce extends ForwardingJournal {
    private final int[] attempts;

    ConflictOnce(Journal journal, int[] attempts) {
        super(journal);
        this.attempts = attempts;
    }

    @Override
    public <T> Committed<T> transact(Function<Transaction, T> work) {
        if (attempts[0]++ == 0) {
            throw new BreakwaterException(Code.CONFLICT, "there is one already");
        }
        return super.transact(work);
    }
}
