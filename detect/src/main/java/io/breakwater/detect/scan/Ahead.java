package io.breakwater.detect.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Hands on things in their order while the next ones are made on a thread of their own; a bounded number is waiting. */
final class Ahead<T> {
    private static final int MOST_LISTS = 4;
    private static final int LIST_LENGTH = 128;
    private static final int LIST_WEIGHT = 512 << 10;

    private final ToIntFunction<T> weight;
    private final BlockingQueue<List<T>> made = new ArrayBlockingQueue<>(MOST_LISTS);
    private final List<Throwable> failures = new ArrayList<>();

    /** @param weight about how many bytes of memory a thing takes */
    Ahead(ToIntFunction<T> weight) {
        this.weight = weight;
    }

    /** Takes everything that the source makes; what either throws ends both. */
    void run(Consumer<Consumer<T>> source, Consumer<? super T> taker) {
        Thread maker = new Thread(() -> make(source), "breakwater-ahead");
        maker.setDaemon(true);
        maker.start();
        try {
            for (List<T> next = made.take(); !next.isEmpty(); next = made.take()) {
                next.forEach(taker);
            }
            maker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the scan was interrupted", e);
        } finally {
            maker.interrupt();
        }
        failures.forEach(Ahead::rethrow);
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error memoryIsFull) {
            throw memoryIsFull;
        }
        throw (RuntimeException) failure;
    }

    private void make(Consumer<Consumer<T>> source) {
        Lists lists = new Lists();
        try {
            source.accept(lists);
            lists.handOn();
        } catch (GoneException nobodyTakes) {
            return;
        } catch (RuntimeException | Error failure) {
            // Whoever takes would wait for ever for what nobody makes any more.
            failures.add(failure);
        }
        put(List.of());
    }

    /** Whoever took is gone. */
    private static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void put(List<T> list) {
        try {
            made.put(list);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoneException();
        }
    }

    private final class Lists implements Consumer<T> {
        private List<T> held = new ArrayList<>(LIST_LENGTH);
        private long heldWeight;

        @Override
        public void accept(T thing) {
            held.add(thing);
            heldWeight += weight.applyAsInt(thing);
            if (held.size() == LIST_LENGTH || heldWeight >= LIST_WEIGHT) {
                handOn();
            }
        }

        void handOn() {
            if (!held.isEmpty()) {
                put(held);
                held = new ArrayList<>(LIST_LENGTH);
                heldWeight = 0;
            }
        }
    }
}
