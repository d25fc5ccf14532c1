package io.breakwater.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.read.Progress.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({"0, 0 s", "99, 99 s", "100, 2 min", "5999, 100 min", "7200, 2 h"})
    void seconds_areInTheUnitThatFits(long seconds, String text) {
        assertThat(Amounts.seconds(seconds)).isEqualTo(text);
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
