package io.breakwater.detect.read;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * What one file held, and what was wrong with it.
 *
 * @param number its place in the reading, from 0, in the order of names
 * @param name the path as the reading was given it, with {@code /} between its parts
 * @param sha256 of the file as it is stored, in lower-case hexadecimal; empty text when it could not be read to its end
 * @param bytes its size as it is stored
 * @param contentBytes its size unpacked
 * @param formats records by the name of their format, events and others
 * @param records how many events were handed on
 * @param problems what was wrong, how often, and where first
 * @param first the earliest event's time
 * @param last the latest event's time
 * @param delivered when it was delivered, where its name says so; a file's own time is not trusted
 * @param late how many events came in more than {@link LogCoverage#LATE} after they had happened
 * @param greatestDelay from event to delivery; zero where the delivery is unknown
 * @param outOfOrder how many events were earlier than one before them
 * @param accounts the accounts of its events, at most {@value #NAMES}
 * @param regions the regions of its events, at most {@value #NAMES}
 */
public record FileReport(
        int number,
        String name,
        String sha256,
        long bytes,
        long contentBytes,
        SortedMap<String, Long> formats,
        long records,
        SortedMap<Problem, Found> problems,
        Optional<Instant> first,
        Optional<Instant> last,
        Optional<Instant> delivered,
        long late,
        Duration greatestDelay,
        long outOfOrder,
        SortedSet<String> accounts,
        SortedSet<String> regions) {
    static final int NAMES = 1_000;

    /**
     * How often a problem was met.
     *
     * @param at the first places, as bytes into the unpacked content
     * @param detail of the first, for people; may be empty
     */
    public record Found(long count, List<Long> at, String detail) {
        public Found {
            at = List.copyOf(at);
        }

        private Found and(Found more) {
            return new Found(count + more.count, at, detail.isEmpty() ? more.detail : detail);
        }
    }

    /** An archive, which comes first, and the files in it, as one file: what its owner delivered is one thing. */
    public static FileReport together(List<FileReport> files) {
        return files.stream().reduce(FileReport::and).orElseThrow();
    }

    private FileReport and(FileReport inside) {
        return new FileReport(
                number,
                name,
                sha256,
                bytes,
                contentBytes + inside.contentBytes,
                merged(formats, inside.formats, Long::sum),
                records + inside.records,
                merged(problems, inside.problems, Found::and),
                first.isEmpty() || inside.first.filter(first.get()::isAfter).isPresent() ? inside.first : first,
                last.isEmpty() || inside.last.filter(last.get()::isBefore).isPresent() ? inside.last : last,
                delivered.isPresent() ? delivered : inside.delivered,
                late + inside.late,
                greatestDelay.compareTo(inside.greatestDelay) >= 0 ? greatestDelay : inside.greatestDelay,
                outOfOrder + inside.outOfOrder,
                both(accounts, inside.accounts),
                both(regions, inside.regions));
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> merged(
            SortedMap<K, V> one, SortedMap<K, V> other, BinaryOperator<V> sum) {
        SortedMap<K, V> merged = new TreeMap<>(one);
        other.forEach((key, value) -> merged.merge(key, value, sum));
        return merged;
    }

    private static SortedSet<String> both(SortedSet<String> one, SortedSet<String> other) {
        SortedSet<String> both = new TreeSet<>(one);
        other.stream().limit(Math.max(0, NAMES - one.size())).forEach(both::add);
        return both;
    }

    /** Whether all of the file was read and understood. */
    public boolean isClean() {
        return problems.isEmpty();
    }

    /** Whether anything of the file is missing in what was handed on. */
    public Map<Problem, Found> losses() {
        Map<Problem, Found> losses = new TreeMap<>(problems);
        losses.remove(Problem.UNKNOWN_VERSION);
        losses.remove(Problem.NO_TIME);
        return losses;
    }
}
