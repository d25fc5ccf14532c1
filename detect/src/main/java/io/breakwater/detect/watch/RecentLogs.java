package io.breakwater.detect.watch;

import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.Input;
import io.breakwater.detect.spi.Delivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The files that correlations look back at: the latest, as far as their bytes and hours go. Their bytes are kept, since a file
 * may be gone as soon as it has been read. Kept by this process only; after a restart looking back begins anew.
 */
final class RecentLogs {
    static final long MOST_BYTES = 8L << 20;
    static final Duration LONGEST = Duration.ofHours(24);

    private final Deque<Recent> files = new ArrayDeque<>();
    private long bytes;
    private Instant latest = Instant.MIN;

    private record Recent(String name, byte[] log, Instant last) {}

    void add(Delivery delivery, FileReport report) {
        if (report.records() == 0 || report.last().isEmpty()) {
            return;
        }
        Instant last = report.last().get();
        byte[] log;
        try {
            if (Files.size(delivery.file()) > MOST_BYTES) {
                return;
            }
            log = Files.readAllBytes(delivery.file());
        } catch (IOException alreadyGone) {
            return;
        }
        files.addLast(new Recent(delivery.name(), log, last));
        bytes += log.length;
        latest = last.isAfter(latest) ? last : latest;
        Iterator<Recent> oldest = files.iterator();
        while (oldest.hasNext()) {
            Recent file = oldest.next();
            if (bytes > MOST_BYTES || file.last().plus(LONGEST).isBefore(latest)) {
                bytes -= file.log().length;
                oldest.remove();
            }
        }
    }

    Stream<Input> inputs() {
        return files.stream().map(file -> Input.stream(file.name(), new ByteArrayInputStream(file.log())));
    }
}
