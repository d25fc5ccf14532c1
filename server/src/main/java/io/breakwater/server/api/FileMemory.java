package io.breakwater.server.api;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The memory that files may fill on their way in, in mebibytes. A file is held about four times at once between the
 * network and the database, so that a quarter of the heap is theirs, and never less than one file of the largest size
 * takes.
 */
final class FileMemory {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LARGEST = Entrance.MAX_ATTACHMENT / MEBIBYTE;
    private static final int COPIES = 4;

    private final Semaphore mebibytes;

    /** @param heapBytes the most memory the process may use */
    FileMemory(long heapBytes) {
        this.mebibytes = new Semaphore((int) Math.max(LARGEST, Math.min(heapBytes / COPIES / MEBIBYTE, 1 << 20)));
    }

    /**
     * Takes the memory of one file; running the result gives it back, once however often it runs.
     *
     * @param announcedBytes the length the client announced; without one the largest is assumed
     * @throws BreakwaterException {@code RATE_LIMITED} when other files fill it at the moment
     */
    Runnable take(OptionalLong announcedBytes) {
        int needed = (int) Math.min(LARGEST, announcedBytes.orElse(Entrance.MAX_ATTACHMENT) / MEBIBYTE + 1);
        if (!mebibytes.tryAcquire(needed)) {
            throw new BreakwaterException(
                    Code.RATE_LIMITED, "other files are being taken in and there is no memory for one more; try again");
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                mebibytes.release(needed);
            }
        };
    }
}
