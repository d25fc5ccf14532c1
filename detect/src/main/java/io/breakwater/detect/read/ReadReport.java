package io.breakwater.detect.read;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reading found, in all and file by file. The same input gives the same report, whatever the number of threads.
 *
 * @param files one report a file, in the order of names. Where there are more than {@link Limits#REPORTS_KEPT}, or their
 *     names are very long, the first ones with damage and the first ones without; all others are in the sums only
 * @param whole all files summed up as if they were one, named as the first
 * @param fileCount how many files were read in all
 * @param damagedCount of how many of them something is missing in what was handed on
 * @param bytes as they are stored
 * @param duplicates how many events came again, by the same or another route
 * @param isEstimate whether there were too many events to count duplicates exactly
 * @param trailsOff when trails were switched off, as far as the logs tell
 * @param trailsAreCutShort whether there were more switches than are kept: the end of a time may be missing then
 */
public record ReadReport(
        List<FileReport> files,
        FileReport whole,
        long fileCount,
        long damagedCount,
        long bytes,
        long duplicates,
        boolean isEstimate,
        List<TrailOff> trailsOff,
        boolean trailsAreCutShort,
        LogCoverage coverage) {

    /** How many bytes all files have unpacked. */
    public long contentBytes() {
        return whole.contentBytes();
    }

    /** Events handed on, duplicates included. */
    public long records() {
        return whole.records();
    }

    /** Records by the name of their format. */
    public SortedMap<String, Long> formats() {
        return whole.formats();
    }

    /** How often each was met. */
    public SortedMap<Problem, Long> problems() {
        SortedMap<Problem, Long> counts = new TreeMap<>();
        whole.problems().forEach((problem, found) -> counts.put(problem, found.count()));
        return counts;
    }

    /** The earliest event's time. */
    public Optional<Instant> first() {
        return whole.first();
    }

    /** The latest event's time: how far the logs go on. */
    public Optional<Instant> last() {
        return whole.last();
    }

    /** Whether there were more days of places, or switches of trails, than are kept, so that gaps may be missing. */
    public boolean gapsAreCutShort() {
        return trailsAreCutShort || coverage.isCutShort();
    }

    /** The files that could not be read in full, as far as they are told one by one. */
    public List<FileReport> damaged() {
        return files.stream().filter(FileReport::isDamaged).toList();
    }

    /** Files that are byte for byte the same as an earlier one, with the earlier one's name. */
    public Map<String, String> copies() {
        Map<String, String> firstBySum = new HashMap<>();
        Map<String, String> copies = new LinkedHashMap<>();
        for (FileReport file : files) {
            if (file.records() > 0 && !file.sha256().isEmpty()) {
                String first = firstBySum.putIfAbsent(file.sha256(), file.name());
                if (first != null) {
                    copies.put(file.name(), first);
                }
            }
        }
        return copies;
    }
}
