package io.breakwater.detect.read;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one file held, and what was wrong with it.
 *
 * @param number its place in the reading, from 0, in the order of names
 * @param inside its place in the archive of that number, from 1; 0 for the archive itself and for what is in none
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
 */
public record FileReport(
        int number,
        int inside,
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
        long outOfOrder) {
    /** The order of names. */
    static final Comparator<FileReport> IN_ORDER =
            Comparator.comparingInt(FileReport::number).thenComparingInt(FileReport::inside);

    private static final Set<Problem> HARMLESS = Set.of(Problem.UNKNOWN_VERSION, Problem.NO_TIME);
    private static final int BYTES = 370;
    private static final int BYTES_OF_A_FORMAT = 110;
    private static final int BYTES_OF_A_PROBLEM = 170;

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
    }

    /** Whether all of the file was read and understood. */
    public boolean isClean() {
        return problems.isEmpty();
    }

    /** Whether anything of the file is missing in what was handed on. */
    public boolean isDamaged() {
        return !HARMLESS.containsAll(problems.keySet());
    }

    /** What is missing in what was handed on, and why. */
    public Map<Problem, Found> losses() {
        Map<Problem, Found> losses = new TreeMap<>(problems);
        losses.keySet().removeAll(HARMLESS);
        return losses;
    }

    /** About how much memory it takes. */
    int roughBytes() {
        int bytes = BYTES + BYTES_OF_A_FORMAT * formats.size() + BYTES_OF_A_PROBLEM * problems.size() + bytes(name);
        for (Found found : problems.values()) {
            bytes += Long.BYTES * found.at().size() + bytes(found.detail());
        }
        return bytes;
    }

    /** A JVM keeps texts of Latin-1 in half the room. */
    private static int bytes(String text) {
        return text.chars().allMatch(c -> c <= 0xff) ? text.length() : Character.BYTES * text.length();
    }
}
