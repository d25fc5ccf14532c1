package io.breakwater.server.once;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.WatchedJournal;
import java.util.List;

/** Watches how many documents a transaction lists. */
final class PageWatch extends WatchedJournal {
    private int mostListed;
    private int listed;

    PageWatch(Journal journal) {
        super(journal);
    }

    /** The most documents that one transaction listed. */
    int mostListed() {
        return mostListed;
    }

    @Override
    protected void begins() {
        listed = 0;
    }

    @Override
    protected void listed(Class<?> kind, List<String> ids) {
        listed += ids.size();
        mostListed = Math.max(mostListed, listed);
    }
}
