package io.breakwater.detect.watch;

import io.breakwater.detect.read.FileReport;
import io.breakwater.detect.read.LogCoverage;
import io.breakwater.detect.read.Problem;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.scan.Remembered;
import io.breakwater.detect.spi.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A delivery that has been read: what it holds, and what is to be raised.
 *
 * @param hours events by hour since 1970, of each account and region
 * @param findings about single events
 * @param known how often rules matched that are there to be known only, and are not raised
 * @param news what its events mean with those of other logs
 * @param remembered what is looked back at from then on
 * @param forgotten how many earlier events are not looked back at any more, since there are too many
 */
record LogBatch(
        String source,
        Delivery delivery,
        String digest,
        FileReport report,
        LogCoverage hours,
        List<Finding> findings,
        SortedMap<String, Long> known,
        Together.News news,
        Remembered remembered,
        long forgotten,
        Raising raising,
        Instant ingested) {

    /** Everything that is to be raised. */
    List<Finding> all() {
        return Stream.concat(findings.stream(), news.findings().stream()).toList();
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
