package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AheadTest {
    private static final int MANY = 10_000;

    private static Ahead<Integer> ahead(int weight) {
        return new Ahead<>(thing -> weight);
    }

    private static void numbers(Consumer<Integer> to) {
        IntStream.range(0, MANY).forEach(to::accept);
    }

    @Test
    void things_comeAllAndInOrder_whateverTheyWeigh() {
        for (int weight : new int[] {0, 1, 10_000, 10_000_000}) {
            List<Integer> taken = new ArrayList<>();
            ahead(weight).run(AheadTest::numbers, taken::add);
            assertThat(taken).isEqualTo(IntStream.range(0, MANY).boxed().toList());
        }
    }

    @Test
    void nothing_isNothing() {
        List<Integer> taken = new ArrayList<>();
        ahead(1).run(to -> {}, taken::add);
        assertThat(taken).isEmpty();
    }

    @Test
    void things_areTakenOnTheCallersThread() {
        List<Thread> takers = new ArrayList<>();
        ahead(1).run(to -> to.accept(1), thing -> takers.add(Thread.currentThread()));
        assertThat(takers).containsExactly(Thread.currentThread());
    }

    @Test
    void whatTheSourceThrows_comesAfterWhatItMadeBefore() {
        List<Integer> taken = new ArrayList<>();
        assertThatThrownBy(() -> ahead(1).run(
                                to -> {
                                    numbers(to);
                                    throw new IllegalArgumentException("lost");
                                },
                                taken::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lost");
        assertThat(taken).hasSizeBetween(MANY - 128, MANY);
    }

    /** A source that dies of want of memory once left the taker waiting for ever. */
    @Test
    @Timeout(60)
    void whenMemoryEndsInTheSource_theTakerIsToldToo() {
        assertThatThrownBy(() -> ahead(1).run(
                                to -> {
                                    throw new OutOfMemoryError("of a test");
                                },
                                thing -> {}))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("of a test");
    }

    @Test
    void whatTheTakerThrows_endsTheSourceToo() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        assertThatThrownBy(() -> ahead(1).run(
                                to -> {
                                    try {
                                        IntStream.iterate(0, i -> i + 1).forEach(to::accept);
                                    } finally {
                                        ended.countDown();
                                    }
                                },
                                thing -> {
                                    throw new IllegalArgumentException("enough");
                                }))
                .hasMessage("enough");
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aSlowTaker_holdsTheSourceBack() {
        AtomicInteger made = new AtomicInteger();
        List<Integer> lead = new ArrayList<>();
        ahead(10_000_000)
                .run(
                        to -> numbers(thing -> {
                            made.set(thing);
                            to.accept(thing);
                        }),
                        taken -> lead.add(made.get() - taken));
        assertThat(lead).allMatch(ahead -> ahead <= 6);
    }
}
