package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.MemoryJournal;
import io.breakwater.ledger.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWatchTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T03:12:00Z"));
    private final Meters meters = new Meters();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        meters.close();
    }

    private LogWatch watch(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("breakwater.data", folder.resolve("data").toString());
        Settings settings = Settings.read(key -> Optional.ofNullable(values.get(key)), Set.of());
        return LogWatch.of(settings, new MemoryJournal(clock), clock, meters);
    }

    @Test
    void nothingToWatch_isNoTrouble_andLeavesNothingOnTheDisk() {
        try (LogWatch watch = watch(Map.of())) {
            watch.begin();
            assertThat(watch.isWatching()).isFalse();
            assertThat(watch.degraded()).isEmpty();
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
