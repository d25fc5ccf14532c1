package io.breakwater.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Progress.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "175000000, 175 MB", "999600, 1.0 MB", "1000000000, 1.0 GB"})
    void bytes_areInTheUnitThatFits(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "99, 99 s", "100, 2 min", "5999, 100 min", "7200, 2 h"})
    void seconds_areInTheUnitThatFits(long seconds, String text) {
        assertThat(Amounts.seconds(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.01, under 1 %", "50.4, 50 %", "99.99, over 99 %", "100, 100 %"})
    void percent_neverSaysAllOrNothing_whereItIsNot(double percent, String text) {
        assertThat(Amounts.percent(percent)).isEqualTo(text);
    }

    @Test
    void things_areCountedInWords() {
        assertThat(Amounts.of(1, "file")).isEqualTo("1 file");
        assertThat(Amounts.of(769_641, "event")).isEqualTo("769,641 events");
    }

    @Test
    void progress_saysFilesBytesSpeedAndTimeLeft() {
        assertThat(ScanProgress.line(new State(312, 566, 100_000_000, 175_000_000, 400_000), 8_000))
                .isEqualTo("reading  312 of 566 files  100 MB of 175 MB  50,000 events/s  6 s left");
    }

    @Test
    void progress_ofAStream_guessesNoTimeLeft() {
        assertThat(ScanProgress.line(new State(0, 1, 1_000_000, 0, 1_000), 1_000))
                .isEqualTo("reading  0 of 1 file  1.0 MB  1,000 events/s");
        assertThat(ScanProgress.line(new State(0, 1, 0, 0, 0), 0)).isEqualTo("reading  0 of 1 file  0 B");
    }
}
