package io.breakwater.detect.watch;

import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.LogCoverage;
import io.breakwater.detect.read.Place;
import io.breakwater.detect.read.Problem;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.spi.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A delivery that has been read: what it holds, and what is to be raised.
 *
 * @param hours events by hour since 1970, of each account and region
 */
record LogBatch(
        String source,
        Delivery delivery,
        String digest,
        FileReport report,
        SortedMap<Place, SortedMap<Long, Long>> hours,
        List<Finding> findings,
        Raising raising,
        Instant ingested) {

    static SortedMap<Place, SortedMap<Long, Long>> hours(LogCoverage coverage) {
        return coverage.eventsByHour();
    }

    long bad() {
        return report.losses().values().stream()
                .mapToLong(FileReport.Found::count)
                .sum();
    }

    List<String> problems() {
        return report.problems().keySet().stream().map(Problem::words).toList();
    }
}
