package io.breakwater.evidence.pack;

import java.util.Map;

/**
 * {@code population.json}: how many facts there are, and how they were selected.
 *
 * @param facts how many; also the number of the last one
 * @param countsByType by CloudEvents type
 * @param closedBy the id of the {@code PackSealed} fact that closes the population
 * @param query what was asked of the journal, so that somebody with access to it can ask again
 * @param operator who had the pack made
 */
public record PopulationFile(
        String incident,
        int pack,
        long facts,
        Map<String, Long> countsByType,
        String closedBy,
        String firstTime,
        String lastTime,
        Query query,
        String operator) {
    /** The question that selects the population: where it was asked, in SQL, and in words. */
    public record Query(String source, String statement, String meaning) {}
}
