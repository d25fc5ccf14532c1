package io.breakwater.detect.read;

import java.util.List;
import java.util.Map;
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
 */
public record ReadReport(
        List<FileReport> files,
        long fileCount,
        long bytes,
        long contentBytes,
        long records,
        SortedMap<String, Long> formats,
        Map<Problem, Long> problems,
        LogCoverage coverage) {}
