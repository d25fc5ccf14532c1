package io.breakwater.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Caller;
import io.breakwater.model.PersonId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Caller A = new Caller(new PersonId("alice"), "token:TK-0000000000");
    private static final Caller B = new Caller(new PersonId("bob"), "token:TK-0000000001");

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimit limit = new RateLimit(10, nanos::get);

    @Test
    void moreThanTwoSecondsWorthAtOnce_isRefused_andOthersAreNot() {
        for (int i = 0; i < 20; i++) {
            assertThat(limit.admits(A)).isTrue();
        }
        assertThat(limit.admits(A)).isFalse();
        assertThat(limit.admits(B)).isTrue();
    }

    @Test
    void timeFillsTheBucketAgain() {
        for (int i = 0; i < 21; i++) {
            limit.admits(A);
        }
        nanos.addAndGet(100_000_000);
        assertThat(limit.admits(A)).isTrue();
        assertThat(limit.admits(A)).isFalse();
    }

    @Test
    void anotherTokenOfThePerson_drawsOnTheSameBucket() {
        for (int i = 0; i < 20; i++) {
            limit.admits(A);
        }
        assertThat(limit.admits(new Caller(A.person(), "token:TK-0000000002"))).isFalse();
    }
}
