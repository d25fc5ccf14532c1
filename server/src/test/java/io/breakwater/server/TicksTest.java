package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TicksTest {
    private final Meters meters = new Meters();
    private final Ticks ticks = new Ticks(InstantSource.system(), meters);

    @AfterEach
    void stop() {
        ticks.close();
        meters.close();
    }

    @Test
    void aFailingTick_comesAgain_andStopsNoOther() throws InterruptedException {
        CountDownLatch failures = new CountDownLatch(3);
        CountDownLatch others = new CountDownLatch(3);
        Runnable failing = () -> {
            failures.countDown();
            throw new IllegalStateException("broken on purpose");
        };
        ticks.start(List.of(
                new Ticks.Tick("failing", Duration.ofMillis(1), failing),
                new Ticks.Tick("other", Duration.ofMillis(1), others::countDown)));
        assertThat(failures.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFailingTick_isShownAndCounted_untilItWorksAgain() {
        ticks.run(new Ticks.Tick("work", Duration.ofDays(1), () -> {
            throw new AssertionError("an error too");
        }));
        ticks.run(new Ticks.Tick("work", Duration.ofDays(1), () -> {
            throw new IllegalStateException("no");
        }));
        assertThat(ticks.failing("work"))
                .hasValueSatisfying(run -> assertThat(run.inARow()).isEqualTo(2));
        assertThat(meters.text()).contains("breakwater_ticks_seconds_count{outcome=\"failed\",work=\"work\"} 2");

        ticks.run(new Ticks.Tick("work", Duration.ofDays(1), () -> {}));
        assertThat(ticks.failing()).isEmpty();
    }

    @Test
    void tickWithoutMemory_isShown_andComesAgain() {
        ticks.run(new Ticks.Tick("work", Duration.ofDays(1), () -> {
            throw new OutOfMemoryError("a record of a gigabyte");
        }));
        assertThat(ticks.failing("work"))
                .hasValueSatisfying(run -> assertThat(run.error()).contains("OutOfMemoryError"));
    }
}
