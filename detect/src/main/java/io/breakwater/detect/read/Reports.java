package io.breakwater.detect.read;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers the reports of files from all threads. */
final class Reports {
    private final List<FileReport> files = new ArrayList<>();
    private final LogCoverage coverage = LogCoverage.empty();
    private final TreeMap<String, Long> formats = new TreeMap<>();
    private final TreeMap<Problem, Long> problems = new TreeMap<>();
    private final TreeSet<TrailSwitch> switches = new TreeSet<>();
    private final Duplicates duplicates = new Duplicates(Limits.IDS_KEPT);
    private long fileCount;
    private long bytes;
    private long contentBytes;
    private long records;

    synchronized void add(FileReport report) {
        fileCount++;
        bytes += report.bytes();
        contentBytes += report.contentBytes();
        records += report.records();
        report.formats().forEach((name, count) -> formats.merge(name, count, Long::sum));
        report.problems().forEach((problem, found) -> problems.merge(problem, found.count(), Long::sum));
        if (report.number() < Limits.REPORTS_KEPT || !report.isClean()) {
            files.add(report);
        }
    }

    synchronized void add(Counts counts) {
        counts.ids().flush();
        coverage.add(counts.coverage());
        switches.addAll(counts.switches());
    }

    Duplicates duplicates() {
        return duplicates;
    }

    synchronized ReadReport report() {
        files.sort(Comparator.comparingInt(FileReport::number));
        return new ReadReport(
                List.copyOf(files),
                fileCount,
                bytes,
                contentBytes,
                records,
                formats,
                problems,
                duplicates.count(),
                duplicates.isEstimate(),
                TrailOff.of(switches),
                coverage);
    }
}
