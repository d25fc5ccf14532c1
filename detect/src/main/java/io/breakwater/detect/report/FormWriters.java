package io.breakwater.detect.report;

import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.scan.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Shows findings to all forms, several forms at a time: each sees all of them in their order. */
final class FormWriters implements Closeable {
    private static final int LIST_LENGTH = 128;
    private static final int LIST_WEIGHT = 512 << 10;

    private final List<Form> forms;
    private final ExecutorService pool;
    private List<Finding> held = new ArrayList<>(LIST_LENGTH);
    private long heldWeight;

    FormWriters(List<Form> forms, int threads) {
        this.forms = forms;
        this.pool = Executors.newFixedThreadPool(Math.min(threads, forms.size()));
    }

    void add(Finding finding) {
        held.add(finding);
        heldWeight += finding.event().map(LogEvent::weight).orElse(0);
        if (held.size() == LIST_LENGTH || heldWeight >= LIST_WEIGHT) {
            flush();
        }
    }

    /** Writes what was added so far. */
    void flush() {
        List<Finding> next = List.copyOf(held);
        held.clear();
        heldWeight = 0;
        List<Future<?>> writing = new ArrayList<>();
        for (Form form : forms) {
            writing.add(pool.submit(() -> write(form, next)));
        }
        writing.forEach(FormWriters::await);
    }

    private static Object write(Form form, List<Finding> findings) throws IOException {
        for (Finding finding : findings) {
            form.finding(finding);
        }
        return form;
    }

    private static void await(Future<?> written) {
        try {
            written.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the writing was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException full) {
                throw new UncheckedIOException(full);
            } else if (e.getCause() instanceof UncheckedIOException lost) {
                throw lost;
            } else if (e.getCause() instanceof Error memoryIsFull) {
                throw memoryIsFull;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
