package io.breakwater.detect.read;

import io.breakwater.detect.read.FileReport.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All files summed up as if they were one: what its owner delivered is one thing. What is told of one file only is told
 * of the first in order, whichever comes first, so that the same input gives the same sums.
 */
final class Whole {
    private final TreeMap<String, Long> formats = new TreeMap<>();
    private final TreeMap<Problem, Met> problems = new TreeMap<>();
    private Optional<FileReport> outermost = Optional.empty();
    private Optional<FileReport> delivered = Optional.empty();
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private Duration greatestDelay = Duration.ZERO;
    private long contentBytes;
    private long records;
    private long late;
    private long outOfOrder;

    private record Met(FileReport file, Found found) {
        Met and(Met other) {
            Met earlier = FileReport.IN_ORDER.compare(file, other.file) <= 0 ? this : other;
            Found of = earlier.found;
            return new Met(earlier.file, new Found(found.count() + other.found.count(), of.at(), of.detail()));
        }
    }

    void add(FileReport file) {
        outermost = earlier(outermost, file);
        if (file.delivered().isPresent()) {
            delivered = earlier(delivered, file);
        }
        contentBytes += file.contentBytes();
        records += file.records();
        late += file.late();
        outOfOrder += file.outOfOrder();
        greatestDelay = greatestDelay.compareTo(file.greatestDelay()) >= 0 ? greatestDelay : file.greatestDelay();
        first = file.first()
                .filter(time -> first.isEmpty() || time.isBefore(first.get()))
                .or(() -> first);
        last = file.last()
                .filter(time -> last.isEmpty() || time.isAfter(last.get()))
                .or(() -> last);
        file.formats().forEach((name, count) -> formats.merge(name, count, Long::sum));
        file.problems().forEach((problem, found) -> problems.merge(problem, new Met(file, found), Met::and));
    }

    private static Optional<FileReport> earlier(Optional<FileReport> one, FileReport other) {
        return one.filter(file -> FileReport.IN_ORDER.compare(file, other) <= 0).or(() -> Optional.of(other));
    }

    /** Named as the first one; of an archive, that is the archive. */
    FileReport report() {
        TreeMap<Problem, Found> found = new TreeMap<>();
        problems.forEach((problem, met) -> found.put(problem, met.found));
        return new FileReport(
                0,
                0,
                outermost.map(FileReport::name).orElse(""),
                outermost.map(FileReport::sha256).orElse(""),
                outermost.map(FileReport::bytes).orElse(0L),
                contentBytes,
                formats,
                records,
                found,
                first,
                last,
                delivered.flatMap(FileReport::delivered),
                late,
                greatestDelay,
                outOfOrder);
    }
}
