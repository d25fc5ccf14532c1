package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpansTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "45", "m", "-5m", "5 m", "1.5h", "0m", "45min", "99999999999999999999h", "５m", "m45"})
    void whatIsNoDuration_isRefused(String text) {
        assertThatThrownBy(() -> Spans.parse(text)).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @CsvSource({"45m,2700", "2h,7200", "1h30m,5400", "90s,90", "1d,86400", "1d2h3m4s,93784"})
    void durationAsWritten_isUnderstood(String text, long seconds) {
        assertThat(Spans.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "340,340ms",
        "1500,1.5s",
        "2000,2s",
        "12345,12s",
        "60000,1m",
        "150000,2m30s",
        "3600000,1h",
        "259140000,71h59m"
    })
    void duration_isToldInTwoUnitsAtMost(long millis, String text) {
        assertThat(Spans.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void time_isToldFromNow() {
        Instant now = Instant.parse("2026-11-21T03:12:00Z");
        assertThat(Spans.from(now, now.plusSeconds(120))).isEqualTo("in 2m");
        assertThat(Spans.from(now, now.minusSeconds(120))).isEqualTo("2m ago");
    }

    @Test
    void whatIsNoTime_isShownAsItIs() {
        assertThat(Spans.day("yesterday")).isEqualTo("yesterday");
        assertThat(Spans.clock("2026-11-21T03:12:09.5Z")).isEqualTo("03:12:09");
    }
}
