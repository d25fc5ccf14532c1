package io.breakwater.detect.watch;

import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.spi.Delivery;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The files that correlations look back at: the latest, as far as their bytes and hours go. Kept by this process only; after
 * a restart looking back begins anew.
 */
final class RecentLogs {
    static final long MOST_BYTES = 8L << 20;
    static final Duration LONGEST = Duration.ofHours(24);

    private final Deque<Recent> files = new ArrayDeque<>();
    private long bytes;
    private Instant latest = Instant.MIN;

    private record Recent(Delivery delivery, long bytes, Instant last) {}

    void add(Delivery delivery, FileReport report) {
        if (report.records() == 0 || report.last().isEmpty()) {
            return;
        }
        Instant last = report.last().get();
        files.addLast(new Recent(delivery, report.bytes(), last));
        bytes += report.bytes();
        latest = last.isAfter(latest) ? last : latest;
        Iterator<Recent> oldest = files.iterator();
        while (oldest.hasNext()) {
            Recent file = oldest.next();
            if (bytes > MOST_BYTES || file.last().plus(LONGEST).isBefore(latest)) {
                bytes -= file.bytes();
                oldest.remove();
            }
        }
    }

    /** Those that are still there to be read. */
    Stream<Delivery> deliveries() {
        return files.stream().map(Recent::delivery).filter(delivery -> Files.isReadable(delivery.file()));
    }
}
