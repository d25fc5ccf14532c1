package io.breakwater.access.grant;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.WatchedJournal;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;

/** A journal whose look-ups of one kind fail, and that works otherwise. */
final class FailingJournal extends WatchedJournal {
    private final Class<?> failing;

    FailingJournal(Journal journal, Class<?> failing) {
        super(journal);
        this.failing = failing;
    }

    @Override
    protected void looks(Class<?> kind) {
        if (kind.equals(failing)) {
            throw new BreakwaterException(Code.INTERNAL, "the look-up of " + kind.getSimpleName() + " failed");
        }
    }
}
