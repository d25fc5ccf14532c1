package io.breakwater.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RateLimit limit = new RateLimit(10, nanos::get);

    @Test
    void moreThanTwoSecondsWorthAtOnce_isRefused_andOthersAreNot() {
        for (int i = 0; i < 20; i++) {
            assertThat(limit.admits("a")).isTrue();
        }
        assertThat(limit.admits("a")).isFalse();
        assertThat(limit.admits("b")).isTrue();
    }

    @Test
    void timeFillsTheBucketAgain() {
        for (int i = 0; i < 21; i++) {
            limit.admits("a");
        }
        nanos.addAndGet(100_000_000);
        assertThat(limit.admits("a")).isTrue();
        assertThat(limit.admits("a")).isFalse();
    }
}
