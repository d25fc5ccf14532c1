package io.breakwater.detect.spi;

import io.breakwater.model.LogMissed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Up to where each lane of a source has been read, kept in the journal. A bookmark moves with a {@link Stretch} that is
 * done, in the transaction that puts it on the record, or with a {@link Move}; nothing else knows a position.
 *
 * <p>Both methods throw {@code BreakwaterException} {@code JOURNAL_UNAVAILABLE} or {@code STORAGE_FULL}.
 */
public interface Bookmarks {
    /** By lane; lanes that were never seen are not in it. */
    Map<String, Bookmark> all();

    /**
     * Moves bookmarks without anything having been read, all in one transaction, with what is missed thereby on the record.
     * A move whose lane has another bookmark by now is passed over: somebody else was faster.
     */
    void move(List<Move> moves);

    /** @param from the bookmark of now; empty for a lane that is seen for the first time */
    record Move(String lane, Optional<Bookmark> from, Bookmark to, Optional<Missed> missed) {}

    /**
     * Records that will never be read.
     *
     * @param first the number of the first
     * @param next the number after the last, where it can be told
     */
    record Missed(long first, Optional<Long> next, LogMissed why) {}
}
