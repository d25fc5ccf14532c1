package io.breakwater.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.scan.ScanOutcome;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScanExitTest {
    /** Pipelines rely on these numbers; docs/scan.md names them. */
    private static final Map<ScanOutcome, Integer> PROMISED = Map.of(
            ScanOutcome.COVERED, 0,
            ScanOutcome.SUSPECTED, 10,
            ScanOutcome.UNCOVERED, 11,
            ScanOutcome.UNREADABLE, 12,
            ScanOutcome.UNKNOWN, 13,
            ScanOutcome.GAPS, 14);

    @Test
    void everyOutcome_hasTheCodeThatWasPromised() {
        assertThat(Arrays.stream(ScanOutcome.values()))
                .allSatisfy(outcome -> assertThat(ScanExit.of(outcome)).isEqualTo(PROMISED.get(outcome)));
    }
}
