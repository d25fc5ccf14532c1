package io.breakwater.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.cli.talk.Failure;
import io.breakwater.detect.cover.Window;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-07-01..2026-07-02, 2026-07-01T00:00:00Z, 2026-07-02T23:59:59.999999999Z",
        "2026-07-01T03:00:00Z..2026-07-01T05:00:00Z, 2026-07-01T03:00:00Z, 2026-07-01T05:00:00Z",
        "2026-07-01 .. 2026-07-01, 2026-07-01T00:00:00Z, 2026-07-01T23:59:59.999999999Z"
    })
    void period_isDaysOrTimes_theLastDayIncluded(String text, String from, String to) {
        assertThat(Periods.of("--period", text)).isEqualTo(Window.of(Instant.parse(from), Instant.parse(to)));
    }

    @Test
    void period_mayBeOpenAtEitherEnd() {
        assertThat(Periods.of("--period", "2026-07-01.."))
                .isEqualTo(Window.since(Instant.parse("2026-07-01T00:00:00Z")));
        assertThat(Periods.of("--period", "..2026-07-01").from()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday, --period is not a period: yesterday",
        "2026-07-02..2026-07-01, --period ends before it begins: 2026-07-02..2026-07-01",
        "2026-07-32..2026-08-01, --period has an end that is no time: 2026-07-32",
        "1 July..2 July, --period has an end that is no time: 1 July",
        ".., --period is empty: ."
    })
    void whatIsNoPeriod_isRefused_withHowToWriteIt(String text, String message) {
        assertThatThrownBy(() -> Periods.of("--period", text)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.sentence()).isEqualTo(message);
            assertThat(failure.next()).startsWith("Write it like 2026-07-01..2026-07-31");
        });
    }
}
