package io.breakwater.detect.spi;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Where logs come from. Used by one thread at a time, but for {@link #close}.
 *
 * <p>Every delivery is offered at least once, and again until it is done, after a restart too: the source need not
 * remember anything. That each is taken into account exactly once is the journal's business.
 */
public interface LogSource extends Closeable {
    /** What it is called on the record; never changes, and holds no secret. */
    String name();

    /**
     * Tells it, before anything else, where its bookmarks are. A source whose deliveries are {@link Stretch stretches} goes
     * on where they say, at the start and whenever they are elsewhere than it thought; others have no use for them.
     */
    default void resume(Bookmarks bookmarks) {}

    /**
     * What has come and is complete, the oldest first; empty when nothing has. It may wait for something to come, until it
     * is closed.
     *
     * @param most at most so many
     * @throws IOException when the source cannot be asked now; it is asked again later
     */
    List<Delivery> poll(int most) throws IOException;

    /** What was found in it is on the record: it need not be offered again. Its file may be gone afterwards. */
    void done(Delivery delivery) throws IOException;

    /** What it was told of and could not read, one of each kind; it held up nothing else. From any thread. */
    default List<Unread> unread() {
        return List.of();
    }

    /** How many records are known to wait, by lane, for a source that can tell. From any thread. */
    default Map<String, Long> waiting() {
        return Map.of();
    }

    /** From any thread: a poll that waits returns or fails within a second. */
    @Override
    void close() throws IOException;
}
