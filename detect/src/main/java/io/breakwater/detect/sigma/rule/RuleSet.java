package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.yaml.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of some files, and what is wrong with those files.
 *
 * <p>Everything that can match has a number: rules from 0 in the order they were read, then correlations, of which each
 * comes after those it is about. What has an error is not in here, and is in the problems instead.
 */
public record RuleSet(
        List<Rule> rules, List<Correlation> correlations, List<Followup> followups, List<Problem> problems) {

    /** Reads rules, correlations, filters and follow-ups; filters are in the rules they are for. */
    public static RuleSet read(List<RuleSource> sources, RuleOptions options) {
        return new RuleSetReader(options).read(sources);
    }

    /** How many numbers there are. */
    public int size() {
        return rules.size() + correlations.size();
    }

    /** What the rule or correlation with this number says about itself. */
    public RuleInfo info(int number) {
        return number < rules.size()
                ? rules.get(number).info()
                : correlations.get(number - rules.size()).info();
    }

    /**
     * Where a field stands in the matches of a rule, for correlations and follow-ups that name it; of several paths, any
     * may hold the value.
     */
    public List<FieldPath> paths(int number, String field) {
        return isCorrelation(number)
                ? List.of(FieldPath.of(field))
                : rules.get(number).fields().paths(field);
    }

    /** Whether the number is that of a correlation. */
    public boolean isCorrelation(int number) {
        return number >= rules.size();
    }

    /**
     * The rules and correlations that only feed correlations: a correlation is about them and does not ask for them to
     * stand for themselves.
     */
    public Set<Integer> feedingOnly() {
        Set<Integer> feeding = new HashSet<>();
        correlations.stream()
                .filter(correlation -> !correlation.generate())
                .forEach(correlation -> feeding.addAll(correlation.sources()));
        return feeding;
    }

    /** Whether nothing was refused. */
    public boolean isSound() {
        return problems.stream().noneMatch(Problem::isError);
    }
}
