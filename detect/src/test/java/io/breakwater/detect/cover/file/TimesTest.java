package io.breakwater.detect.cover.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.detect.cover.file.CoverFileOptions.DateOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final Times NOTHING_KNOWN = new Times(Optional.empty(), Optional.empty());

    private static Times berlin(DateOrder order) {
        return new Times(Optional.of(ZoneId.of("Europe/Berlin")), Optional.of(order));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T03:12:00Z, 2026-07-01T03:12:00Z",
        "2026-07-01T03:12:00.1234567Z, 2026-07-01T03:12:00.123456700Z",
        "2026-07-01 03:12:00Z, 2026-07-01T03:12:00Z",
        "2026-07-01T05:12:00+02:00, 2026-07-01T03:12:00Z",
        "2026-07-01T05:12:00.000+0200, 2026-07-01T03:12:00Z",
        "2026-07-01 05:12:00.25 +0200, 2026-07-01T03:12:00.250Z",
        "2026-07-01 05:12:00.1234 +02, 2026-07-01T03:12:00.123400Z",
        "2026-07-01 03:12 Z, 2026-07-01T03:12:00Z",
        "1782875520, 2026-07-01T03:12:00Z",
        "1782875520000, 2026-07-01T03:12:00Z"
    })
    void timeThatSaysItsZone_needsNoOption(String written, String instant) throws Trouble {
        assertThat(NOTHING_KNOWN.instant(written)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "2026-07-01 05:12:30~2026-07-01T03:12:30Z",
                "2026-07-01T05:12~2026-07-01T03:12:00Z",
                "2026-07-01 05:12:30.5~2026-07-01T03:12:30.500Z",
                "2026-07-01 05:12:30.12345678~2026-07-01T03:12:30.123456780Z",
                "2026-07-01~2026-06-30T22:00:00Z",
                "01/Jul/26 5:12 AM~2026-07-01T03:12:00Z",
                "1/jul/2026 17:12~2026-07-01T15:12:00Z",
                "1 Jul 2026, 17:12~2026-07-01T15:12:00Z",
                "Jul 1, 2026, 5:12:30 PM~2026-07-01T15:12:30Z",
                "01.07.2026 05:12~2026-07-01T03:12:00Z",
                "01/07/2026, 5:12:00\u202fAM~2026-07-01T03:12:00Z",
                "1-7-26~2026-06-30T22:00:00Z"
            })
    void timeWithoutZone_isThatOfTheZoneThatWasSaid(String written, String instant) throws Trouble {
        assertThat(berlin(DateOrder.DMY).instant(written)).isEqualTo(Instant.parse(instant));
    }

    @Test
    void monthFirst_isReadMonthFirst() throws Trouble {
        assertThat(berlin(DateOrder.MDY).instant("7/1/2026 5:12 AM")).isEqualTo(Instant.parse("2026-07-01T03:12:00Z"));
        assertThatThrownBy(() -> berlin(DateOrder.MDY).instant("13/1/2026 5:12 AM"))
                .isInstanceOf(Trouble.class);
    }

    @Test
    void dateThatCanBeReadTwoWays_isRefused_withTheOptionThatTells() {
        Times zoned = new Times(Optional.of(ZoneId.of("UTC")), Optional.empty());
        assertThatThrownBy(() -> zoned.instant("01/07/2026 05:12"))
                .hasMessage("the date \"01/07/2026 05:12\" can be read day first or month first;"
                        + " add --date-order dmy or --date-order mdy");
    }

    @Test
    void dateOfTheSameNumbers_canBeReadOneWay() throws Trouble {
        Times zoned = new Times(Optional.of(ZoneId.of("UTC")), Optional.empty());
        assertThat(zoned.instant("07/07/2026")).isEqualTo(Instant.parse("2026-07-07T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "2026-02-30T00:00:00Z", "25:00", "99/99/2026", "12345"})
    void whatIsNoTime_isRefused(String written) {
        assertThatThrownBy(() -> berlin(DateOrder.DMY).instant(written))
                .isInstanceOf(Trouble.class)
                .hasMessageContaining("is not a time");
    }

    @ParameterizedTest
    @CsvSource({"PT8H, 28800", "8, 28800", "PT30M, 1800"})
    void lengthOfTime_isIsoOrHours(String written, long seconds) throws Trouble {
        assertThat(Times.duration(written)).hasSeconds(seconds);
    }

    @Test
    void lengthThatIsNone_isRefused() {
        assertThatThrownBy(() -> Times.duration("long")).hasMessageContaining("write it like PT8H");
    }
}
