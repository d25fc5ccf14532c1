package io.breakwater.embedded;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps one server running: starts it, waits for its end, and starts it again unless it was told to stop.
 *
 * <p>All of this on one thread that lives as long as the server should, because the kernel ends the server when the
 * thread that started it ends (prctl(2), PR_SET_PDEATHSIG).
 */
final class Keeper {
    private static final int MAX_PAUSE_MILLIS = 5_000;
    private static final int PORT_TRIES = 5;

    private final Binaries binaries;
    private final DataFolder folder;
    private final int wantedPort;
    private final Map<String, String> settings;
    private final CompletableFuture<Integer> started = new CompletableFuture<>();
    private final AtomicReference<Postmaster> current = new AtomicReference<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Thread thread = new Thread(this::keep, "embedded-postgres");

    Keeper(Binaries binaries, DataFolder folder, int wantedPort, Map<String, String> settings) {
        this.binaries = binaries;
        this.folder = folder;
        this.wantedPort = wantedPort;
        this.settings = settings;
        thread.setDaemon(true);
    }

    /** Starts, and returns when the server answers. */
    void begin() {
        thread.start();
        port();
    }

    int port() {
        try {
            return started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof EmbeddedPostgresException why ? why : e;
        }
    }

    long pid() {
        Postmaster postmaster = current.get();
        return postmaster == null ? 0 : postmaster.pid();
    }

    /** Stops the server; false if it had been told before. */
    boolean end() {
        if (!ending.compareAndSet(false, true)) {
            return false;
        }
        Postmaster postmaster = current.get();
        if (postmaster != null && postmaster.alive()) {
            postmaster.stop();
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw Command.interrupted(e);
        }
        return true;
    }

    private void keep() {
        try {
            current.set(firstStart());
            started.complete(running().port());
            while (!ending.get()) {
                running().awaitEnd();
                restart();
            }
        } catch (EmbeddedPostgresException e) {
            started.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopCurrent();
        }
    }

    private Postmaster running() {
        return Objects.requireNonNull(current.get());
    }

    /** A stop and a start may cross: whatever runs when this thread ends is stopped. */
    private void stopCurrent() {
        Postmaster postmaster = current.get();
        boolean interrupted = Thread.interrupted();
        if (postmaster != null && postmaster.alive()) {
            postmaster.stop();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The free port may be taken by somebody else between our looking and PostgreSQL's binding. */
    private Postmaster firstStart() {
        for (int tried = 1; ; tried++) {
            try {
                int port = wantedPort == 0 ? Postmaster.freePort() : wantedPort;
                return Postmaster.start(binaries, folder, port, settings);
            } catch (EmbeddedPostgresException e) {
                boolean taken = String.valueOf(e.getMessage()).contains("could not bind");
                if (wantedPort != 0 || !taken || tried == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    private void restart() throws InterruptedException {
        for (int pauseMillis = 50; !ending.get(); pauseMillis = Math.min(MAX_PAUSE_MILLIS, 2 * pauseMillis)) {
            try {
                new Leftovers(folder).clear();
                current.set(Postmaster.start(binaries, folder, port(), settings));
                return;
            } catch (EmbeddedPostgresException e) {
                // The log in the folder says why; the disk may have room again, the port may be free again.
                Thread.sleep(pauseMillis);
            }
        }
    }
}
