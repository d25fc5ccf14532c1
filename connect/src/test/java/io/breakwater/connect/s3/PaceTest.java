package io.breakwater.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void whatFails_isTriedAgainLaterEachTime_andNeverLaterThanAMinute() {
        assertThat(Pace.USUAL.retryAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Pace.USUAL.retryAfter(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Pace.USUAL.retryAfter(7)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Pace.USUAL.retryAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatCannotBeRead_isOfferedLaterEachTime_andWithinWhatSqsAllows() {
        assertThat(Pace.USUAL.leftFor(0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Pace.USUAL.leftFor(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Pace.USUAL.leftFor(3)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Pace.USUAL.leftFor(1_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void messageIsHeld_withinWhatSqsAllows() {
        assertThat(Pace.USUAL.hold().plus(Pace.USUAL.visibility())).isLessThan(Duration.ofHours(12));
        assertThat(Pace.USUAL.longPoll()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }
}
