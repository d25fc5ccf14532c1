package io.breakwater.detect.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.cover.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long something was left open is told by how far the logs go on, not by the last event that a rule matched. */
class LogsEndTest {
    @TempDir
    Path folder;

    private Path logs;

    @BeforeEach
    void logs() throws IOException {
        logs = Files.createDirectory(folder.resolve("logs"));
    }

    private ScanKit scan() {
        return new ScanKit(logs, folder);
    }

    @Test
    void opening_afterWhichTheLogsGoOnQuietly_isNeverClosed() throws IOException {
        new Trail()
                .event("2026-09-14T03:00:00Z", "AuthorizeSecurityGroupIngress", "mara")
                .event("2026-09-14T08:00:00Z", "ListBuckets", "mara")
                .in(logs, "one.json");

        assertThat(scan().told())
                .anySatisfy(
                        told -> assertThat(told).contains("opened and never closed: nothing changed that in the 5 h"));
    }

    @Test
    void opening_afterWhichTheLogsEndAtOnce_isStillInTime() throws IOException {
        new Trail()
                .event("2026-09-14T03:00:00Z", "AuthorizeSecurityGroupIngress", "mara")
                .in(logs, "one.json");

        assertThat(scan().told()).anySatisfy(told -> assertThat(told).contains("still open where the logs end"));
    }

    @Test
    void opening_shortlyBeforeTheEndOfThePeriod_isStillInTime() throws IOException {
        new Trail()
                .event("2026-09-14T03:00:00Z", "AuthorizeSecurityGroupIngress", "mara")
                .event("2026-09-14T08:00:00Z", "ListBuckets", "mara")
                .in(logs, "one.json");
        Window night = Window.of(Instant.parse("2026-09-14T00:00:00Z"), Instant.parse("2026-09-14T03:30:00Z"));

        assertThat(scan().period(night).told())
                .anySatisfy(
                        told -> assertThat(told).contains("still open where the logs end, 30 min before it is due"));
    }
}
