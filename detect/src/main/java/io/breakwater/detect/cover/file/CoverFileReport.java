package io.breakwater.detect.cover.file;

import java.util.List;

/**
 * What one file of cover held, and what was wrong with it.
 *
 * @param sha256 of the file as it is, in lower-case hexadecimal; empty text when it could not be read
 * @param recognised what it was taken for, such as {@code jira.csv}; empty text when nothing
 * @param rows how many records it has
 * @param used how many of them can cover something
 * @param setAside how many say themselves that they cover nothing: refused, withdrawn, another action
 * @param duplicates how many repeat another one word by word
 * @param notes what was assumed, such as an encoding
 * @param problems what was wrong, each with its count, its first place and what to do
 */
public record CoverFileReport(
        String name,
        String sha256,
        String recognised,
        long rows,
        long used,
        long setAside,
        long duplicates,
        List<String> notes,
        List<String> problems) {
    public CoverFileReport {
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }

    /** Whether all of it was understood. */
    public boolean isClean() {
        return problems.isEmpty();
    }
}
