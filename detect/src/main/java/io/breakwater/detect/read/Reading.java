package io.breakwater.detect.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * One pass over logs, told nothing about them. Files are read in parallel, each by one thread from its beginning to its
 * end; which thread takes which file, and in what order, is left open, so a handler must not rely on it.
 *
 * <pre>{@code
 * ReadReport report = Reading.of(List.of(Input.path(folder)), ReadOptions.of(formats)).run(MyHandler::new, Progress.NONE);
 * }</pre>
 */
public final class Reading {
    private final List<Input> inputs;
    private final ReadOptions options;

    private Reading(List<Input> inputs, ReadOptions options) {
        this.inputs = List.copyOf(inputs);
        this.options = options;
    }

    /** Nothing is opened yet. */
    public static Reading of(List<Input> inputs, ReadOptions options) {
        return new Reading(inputs, options);
    }

    /**
     * Reads everything.
     *
     * @param handlers asked for one handler a thread
     * @throws RuntimeException what a handler has thrown; the reading itself throws nothing, whatever the input
     */
    public ReadReport run(Supplier<? extends RecordHandler> handlers, Progress progress) {
        Run run = new Run(inputs, progress);
        ExecutorService pool = Executors.newFixedThreadPool(options.threads());
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < options.threads(); i++) {
                FileReader reader = reader(run, handlers.get());
                workers.add(pool.submit(() -> run.work(reader)));
            }
            for (Future<?> worker : workers) {
                await(worker);
            }
        } finally {
            pool.shutdownNow();
        }
        return run.reports.report();
    }

    private FileReader reader(Run run, RecordHandler handler) {
        Counts counts = new Counts(run.reports);
        return new FileReader(options.formats(), inflater(run), handler, counts, run.meter);
    }

    private Optional<LibDeflate> inflater(Run run) {
        return options.platformInflater() && run.extent.bytes() >= Limits.NATIVE_FROM_BYTES
                ? LibDeflate.open(Limits.wholeContentBytes(options.threads()))
                : Optional.empty();
    }

    private static void await(Future<?> worker) {
        try {
            worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the reading was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error memoryIsFull) {
                throw memoryIsFull;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What the threads share. */
    private static final class Run {
        private final Sources sources;
        private final Sources.Extent extent;
        private final Meter meter;
        private final Reports reports = new Reports();

        Run(List<Input> inputs, Progress progress) {
            this.sources = new Sources(inputs);
            this.extent = Sources.Extent.of(inputs);
            this.meter = new Meter(extent, progress);
        }

        void work(FileReader reader) {
            try {
                for (Optional<Source> next = sources.next(); next.isPresent(); next = sources.next()) {
                    meter.fileEnds(reader.read(next.get(), reports::add));
                }
                reader.counts().flush();
            } finally {
                reader.close();
            }
        }
    }
}
