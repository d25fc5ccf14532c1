package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are read as the JDK reads them, without the JDK's cost. */
class IsoTimeTest {
    private static long second(String text) {
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
        return IsoTime.second(bytes, 1, bytes.length - 1);
    }

    @Test
    void anyInstant_isReadLikeTheJdkDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant time = Instant.ofEpochSecond((long) (random.nextDouble() * 250_000_000_000L) - 60_000_000_000L);
            assertThat(second(time.toString())).as(time.toString()).isEqualTo(time.getEpochSecond());
        }
    }

    @Test
    void everyDayAndEveryOddClock_isParsedLikeTheJdkDoes() {
        for (int month = 0; month <= 13; month++) {
            for (int day = 0; day <= 32; day++) {
                for (String clock : new String[] {"00:00:00", "23:59:59", "24:00:00", "12:60:00", "12:00:60"}) {
                    String text = String.format("2028-%02d-%02dT%sZ", month, day, clock);
                    assertThat(IsoTime.parse(text)).as(text).isEqualTo(byTheJdk(text));
                }
            }
        }
    }

    private static Optional<Instant> byTheJdk(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-01T03:12:00Z, 1785553920",
        "2026-08-01T03:12:00.1234567Z, 1785553920",
        "2026-08-01T05:12:00+02:00, 1785553920",
        "2026-08-01 03:12:00, 1785553920",
        "2026-08-01T03:12:00, 1785553920"
    })
    void writings_ofOneInstant_areTheSame(String text, long expected) {
        assertThat(second(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "yesterday",
                "2026-08-01",
                "2026-13-01T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-08-01T0x:00:00Z"
            })
    void whatIsNoTime_isNone(String text) {
        assertThat(second(text)).isEqualTo(IsoTime.NONE);
        assertThat(IsoTime.parse(text)).isEmpty();
    }
}
