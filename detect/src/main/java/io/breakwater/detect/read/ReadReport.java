package io.breakwater.detect.read;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a reading found, in all and file by file. The same input gives the same report, whatever the number of threads.
 *
 * @param files one report a file, in the order of names; beyond {@link Limits#REPORTS_KEPT} only of files with problems
 * @param fileCount how many files were read in all
 * @param bytes as they are stored
 * @param contentBytes unpacked
 * @param records events handed on, duplicates included
 * @param formats records by the name of their format
 * @param problems how often each was met
 * @param duplicates how many events came again, by the same or another route
 * @param isEstimate whether there were too many events to count duplicates exactly
 * @param trailsOff when trails were switched off, as far as the logs tell
 */
public record ReadReport(
        List<FileReport> files,
        long fileCount,
        long bytes,
        long contentBytes,
        long records,
        SortedMap<String, Long> formats,
        SortedMap<Problem, Long> problems,
        long duplicates,
        boolean isEstimate,
        List<TrailOff> trailsOff,
        LogCoverage coverage) {

    /** The latest event's time: how far the logs go on. */
    public Optional<Instant> last() {
        return files.stream().flatMap(file -> file.last().stream()).max(Comparator.naturalOrder());
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
