package io.breakwater.detect.scan;

import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.sigma.rule.Level;
import java.util.Comparator;
import java.util.Optional;

/**
 * Findings of one rule with one verdict: what a person reads instead of a thousand lines.
 *
 * @param rule the gravest rule behind them
 * @param first the earliest of them that was done, as an example; of what was only tried, the earliest
 */
public record FindingGroup(int rule, Optional<Verdict> verdict, Level level, long count, Finding first) {
    /** The worst first: by verdict, then by level, then by the earliest finding. */
    static final Comparator<FindingGroup> WORST_FIRST = Comparator.comparingInt(FindingGroup::rank)
            .thenComparing(FindingGroup::level, Comparator.reverseOrder())
            .thenComparing(group -> group.first().time())
            .thenComparing(group -> group.first().id());

    private static final Comparator<Finding> EXAMPLES = Comparator.comparing(Finding::isRefused)
            .thenComparing(Finding::time)
            .thenComparing(Finding::id);

    /** What never needed cover ranks by its level among the verdicts. */
    private int rank() {
        return verdict.map(Verdict::ordinal)
                .orElse(
                        switch (level) {
                            case CRITICAL -> Verdict.UNCOVERED.ordinal();
                            case HIGH -> Verdict.UNKNOWN.ordinal();
                            case MEDIUM -> Verdict.PARTLY_COVERED.ordinal();
                            case LOW, INFORMATIONAL -> Verdict.DRILL.ordinal();
                        });
    }

    FindingGroup and(Finding another) {
        boolean before = EXAMPLES.compare(another, first) < 0;
        return new FindingGroup(rule, verdict, level, count + 1, before ? another : first);
    }
}
