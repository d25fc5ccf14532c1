package io.breakwater.ledger.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Many files written durably at the same time: a disk commits what waits for it as one, so that sixteen forced together
 * cost about what one does. Each is still replaced in one step; which of them is first is left open.
 *
 * <p>Used by one thread. What is waiting in memory is bounded.
 */
public final class DurableBatch implements AutoCloseable {
    private static final int AT_ONCE = 16;
    private static final long MOST_WAITING_BYTES = 8L << 20;

    private final ExecutorService writers = Executors.newFixedThreadPool(AT_ONCE, DurableBatch::thread);
    private final List<Future<?>> waiting = new ArrayList<>();
    private long waitingBytes;

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "durable-files");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * As {@link DurableFiles#place}, some time before {@link #await} returns.
     *
     * @throws IOException when one of those before it could not be written
     */
    public void place(Path file, byte[] bytes) throws IOException {
        waiting.add(writers.submit(() -> {
            DurableFiles.place(file, bytes);
            return file;
        }));
        waitingBytes += bytes.length;
        if (waitingBytes > MOST_WAITING_BYTES) {
            await();
        }
    }

    /**
     * Returns when every file given until now was tried, so that nothing goes on behind its user's back. Their folders still
     * have to be given to {@link DurableFiles#syncFolder}.
     *
     * @throws IOException when one could not be written; the others may have been
     */
    public void await() throws IOException {
        Throwable first = null;
        try {
            for (Future<?> file : waiting) {
                Throwable failed = failure(file);
                first = first == null ? failed : first;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while files were written");
        } finally {
            waiting.clear();
            waitingBytes = 0;
        }
        if (first != null) {
            throw new IOException(first.toString(), first);
        }
    }

    private static @Nullable Throwable failure(Future<?> file) throws InterruptedException {
        if (Thread.interrupted()) {
            // Also where the file is there already: whether an interrupt is heard must not hang on the disk.
            throw new InterruptedException();
        }
        try {
            file.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** Returns when what was given has been tried, after a failure or an interrupt too. */
    @Override
    public void close() {
        writers.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = writers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
