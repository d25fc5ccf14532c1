package io.breakwater.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Work that is done again and again in the background. A run that fails is logged, counted and shown, and stops neither
 * its own next run nor any other's.
 */
final class Ticks implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Ticks.class);
    private static final int STOP_SECONDS = 5;
    private static final int THREADS = 3;

    private final ScheduledExecutorService threads;
    private final InstantSource clock;
    private final Meters meters;
    private final Map<String, Run> failing = new ConcurrentHashMap<>();

    /** What is done, and how long to wait between the end of one run and the beginning of the next. */
    record Tick(String name, Duration pause, Runnable work) {}

    /** A run that failed, and how often in a row by now. */
    record Run(Instant at, String error, int inARow) {
        @Override
        public String toString() {
            return inARow + " times in a row: " + error;
        }
    }

    Ticks(InstantSource clock, Meters meters) {
        this(clock, meters, THREADS);
    }

    /** @param threads how many works may run at once: none waits for another when there are as many as works */
    Ticks(InstantSource clock, Meters meters, int threads) {
        this.clock = clock;
        this.meters = meters;
        this.threads = Executors.newScheduledThreadPool(threads, task -> {
            Thread thread = new Thread(task, "tick");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start(List<Tick> ticks) {
        for (Tick tick : ticks) {
            long pause = tick.pause().toMillis();
            var unused = threads.scheduleWithFixedDelay(() -> run(tick), pause, pause, TimeUnit.MILLISECONDS);
        }
    }

    /** The outermost loop of background work: whatever goes wrong inside ends here, or the next run would never come. */
    void run(Tick tick) {
        long began = System.nanoTime();
        boolean failed = true;
        try {
            tick.work().run();
            failed = false;
            if (failing.remove(tick.name()) != null) {
                LOG.infof("%s works again", tick.name());
            }
        } catch (RuntimeException e) {
            failed(tick, e);
        } catch (LinkageError | VirtualMachineError | AssertionError e) {
            failed(tick, e);
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            meters.ticked(tick.name(), failed, took);
            LOG.debugf("%s took %d ms", tick.name(), took.toMillis());
        }
    }

    private void failed(Tick tick, Throwable e) {
        Run before = failing.get(tick.name());
        int inARow = before == null ? 1 : before.inARow() + 1;
        String error = e.getClass().getSimpleName() + ": " + e.getMessage();
        failing.put(tick.name(), new Run(clock.instant(), error, inARow));
        if (before == null || !before.error().equals(error)) {
            LOG.errorf(
                    e,
                    "%s failed; it is tried again in %d ms",
                    tick.name(),
                    tick.pause().toMillis());
        }
    }

    /** What failed at its last run. */
    Map<String, Run> failing() {
        return new TreeMap<>(failing);
    }

    /** How a work's last run failed, if it did. */
    Optional<Run> failing(String name) {
        return Optional.ofNullable(failing.get(name));
    }

    /** Waits for what runs now, a few seconds at most; nothing begins any more. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
