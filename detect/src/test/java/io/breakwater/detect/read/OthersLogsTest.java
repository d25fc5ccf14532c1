package io.breakwater.detect.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logs that others recorded, beside this checkout. */
@Tag("extra")
class OthersLogsTest {
    private static final Path DATA = Path.of(System.getProperty("breakwater.root"), "..", "shared", "data");

    @Test
    void deliveriesOfARealTrail_areReadWhole() {
        ReadReport report = Logs.read(DATA.resolve("invictus/CloudTrail")).report();
        assertThat(report.records()).isEqualTo(2_900);
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void samplesOfEveryKind_areReadOrNamed() {
        ReadReport report =
                Logs.read(DATA.resolve("traildiscover/docs/logExamples")).report();
        assertThat(report.records()).isEqualTo(563);
        assertThat(report.problems()).doesNotContainKeys(Problem.BROKEN_RECORD, Problem.UNREADABLE);
    }
}
