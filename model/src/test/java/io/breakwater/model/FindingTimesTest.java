package io.breakwater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingTimesTest {
    private static final Instant EVENT = Instant.parse("2026-11-21T03:00:00Z");

    private static FindingTimes times(Duration untilRead, Duration untilAlerted) {
        return new FindingTimes(EVENT, Optional.empty(), EVENT.plus(untilRead), EVENT.plus(untilAlerted));
    }

    @Test
    void delay_isFromTheEvent_andReadingFromItsBeginning() {
        FindingTimes times = times(Duration.ofMinutes(6), Duration.ofSeconds(362));
        assertThat(times.delay()).isEqualTo(Duration.ofSeconds(362));
        assertThat(times.reading()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void clocksThatDisagree_makeNoTimeNegative() {
        FindingTimes times = times(Duration.ofSeconds(3), Duration.ofSeconds(-2));
        assertThat(times.delay()).isZero();
        assertThat(times.reading()).isZero();
        assertThat(times.inTime()).isTrue();
    }

    @Test
    void alert_isInTime_upToTheGoalItself() {
        assertThat(times(Duration.ZERO, FindingTimes.GOAL).inTime()).isTrue();
        assertThat(times(Duration.ZERO, FindingTimes.GOAL.plusMillis(1)).inTime())
                .isFalse();
    }
}
