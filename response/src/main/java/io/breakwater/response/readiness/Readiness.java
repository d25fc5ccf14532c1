package io.breakwater.response.readiness;

import io.breakwater.model.Debt;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far an incident is from being audit-ready.
 *
 * @param auditReady whether it is closed, no blocker is left and nothing is owed
 * @param blockers always the three, in the same order
 * @param owed what is owed and by whom, the most urgent first
 */
public record Readiness(boolean auditReady, List<Blocker> blockers, List<Debt> owed) {
    /** Each blocker's name, and whether it blocks. */
    public Map<String, Boolean> scores() {
        Map<String, Boolean> scores = new TreeMap<>();
        blockers.forEach(blocker -> scores.put(blocker.name(), blocker.blocks()));
        return scores;
    }
}
