package io.breakwater.detect.cover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final Instant TEN = Instant.parse("2026-07-01T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-07-01T11:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T10:00:00Z, 0, true",
        "2026-07-01T11:00:00Z, 0, true",
        "2026-07-01T09:59:59Z, 0, false",
        "2026-07-01T11:00:01Z, 0, false",
        "2026-07-01T09:58:00Z, 120, true",
        "2026-07-01T11:02:00Z, 120, true",
        "2026-07-01T09:57:59Z, 120, false",
        "2026-07-01T11:02:01Z, 120, false"
    })
    void bothEnds_areInside_andToleranceWidensThem(String time, long tolerance, boolean inside) {
        Window window = Window.of(TEN, ELEVEN);
        assertThat(window.holds(Instant.parse(time), Duration.ofSeconds(tolerance)))
                .isEqualTo(inside);
    }

    @Test
    void endThatIsNotKnown_isOpen() {
        assertThat(Window.since(TEN).holds(Instant.parse("9999-01-01T00:00:00Z"), Duration.ZERO))
                .isTrue();
        assertThat(Window.since(TEN).holds(Instant.EPOCH, Duration.ZERO)).isFalse();
        assertThat(new Window(Optional.empty(), Optional.of(TEN)).holds(Instant.EPOCH, Duration.ZERO))
                .isTrue();
        assertThat(Window.ALWAYS.holds(Instant.EPOCH, Duration.ZERO)).isTrue();
    }

    @Test
    void window_isSaidInWords() {
        assertThat(Window.of(TEN, ELEVEN).inWords()).isEqualTo("from 2026-07-01T10:00:00Z to 2026-07-01T11:00:00Z");
        assertThat(Window.since(TEN).inWords()).isEqualTo("from 2026-07-01T10:00:00Z without an end");
        assertThat(new Window(Optional.empty(), Optional.of(TEN)).inWords())
                .isEqualTo("from the beginning to 2026-07-01T10:00:00Z");
        assertThat(Window.ALWAYS.inWords()).isEqualTo("without a time window");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT59S, 59 s",
        "PT60S, 1 min",
        "PT61S, 1 min 1 s",
        "PT2H, 2 h",
        "PT25H1M, 1 d 1 h",
        "P3D, 3 d"
    })
    void length_isSaidInItsTwoLargestUnits(Duration length, String words) {
        assertThat(Spans.inWords(length)).isEqualTo(words);
    }
}
