package io.breakwater.detect.read;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Gathers from all threads what is counted, in memory that is bounded whatever the number of files and places. */
final class Reports {
    private final FirstOf<FileReport> whole = files();
    private final FirstOf<FileReport> damaged = files();
    private final Whole sums = new Whole();
    private final LogCoverage coverage = LogCoverage.empty();
    private final FirstOf<TrailSwitch> switches =
            new FirstOf<>(Comparator.naturalOrder(), Limits.SWITCHES, Limits.SWITCHES_BYTES, TrailSwitch::roughBytes);
    private final Duplicates duplicates = new Duplicates(Limits.IDS_KEPT);
    private long fileCount;
    private long damagedCount;
    private long bytes;

    /** Those with damage have room of their own, so that no number of others can push them out. */
    private static FirstOf<FileReport> files() {
        return new FirstOf<>(
                FileReport.IN_ORDER, Limits.REPORTS_KEPT / 2, Limits.REPORTS_BYTES / 2, FileReport::roughBytes);
    }

    synchronized void add(FileReport report) {
        fileCount++;
        bytes += report.bytes();
        sums.add(report);
        damagedCount += report.isDamaged() ? 1 : 0;
        (report.isDamaged() ? damaged : whole).add(report);
    }

    /** Takes over what a thread has counted. */
    synchronized void add(LogCoverage counted) {
        coverage.add(counted);
    }

    synchronized void add(TrailSwitch change) {
        switches.add(change);
    }

    Duplicates duplicates() {
        return duplicates;
    }

    synchronized ReadReport report() {
        List<FileReport> files = Stream.concat(whole.all().stream(), damaged.all().stream())
                .sorted(FileReport.IN_ORDER)
                .toList();
        return new ReadReport(
                files,
                sums.report(),
                fileCount,
                damagedCount,
                bytes,
                duplicates.count(),
                duplicates.isEstimate(),
                TrailOff.of(switches.all()),
                switches.isCutShort(),
                coverage);
    }
}
