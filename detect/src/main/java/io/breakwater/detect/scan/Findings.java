package io.breakwater.detect.scan;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.sigma.rule.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes the findings of a scan as they are made, and counts them. */
final class Findings {
    private final ScanRules rules;
    private final SpillSorter<Finding>.Batch batch;
    private final Map<Key, FindingGroup> groups = new HashMap<>();
    private final TreeMap<Verdict, Long> verdicts = new TreeMap<>();
    private final TreeMap<Level, Long> levels = new TreeMap<>();
    private long count;

    Findings(ScanRules rules, SpillSorter<Finding> sorter) {
        this.rules = rules;
        this.batch = sorter.batch();
    }

    private record Key(int rule, Optional<Verdict> verdict, Level level) {}

    void add(Finding finding) {
        count++;
        batch.add(finding);
        finding.verdict().ifPresent(verdict -> verdicts.merge(verdict, 1L, Long::sum));
        if (!finding.isSettled()) {
            levels.merge(finding.level(), 1L, Long::sum);
        }
        int rule = rules.gravest(finding.rules());
        groups.merge(
                new Key(rule, finding.verdict(), finding.level()),
                new FindingGroup(rule, finding.verdict(), finding.level(), 1, finding),
                (known, one) -> known.and(one.first()));
    }

    void end() {
        batch.end();
    }

    long count() {
        return count;
    }

    TreeMap<Verdict, Long> verdicts() {
        return verdicts;
    }

    TreeMap<Level, Long> levels() {
        return levels;
    }

    List<FindingGroup> groups() {
        return groups.values().stream().sorted(FindingGroup.WORST_FIRST).toList();
    }
}
