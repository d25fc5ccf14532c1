package io.breakwater.access.policy;

import java.util.Comparator;

/**
 * One thing that is wrong with a policy document.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param code stable, for scripts: see {@code docs/policy.md}
 */
public record PolicyProblem(int line, int column, String code, String message) implements Comparable<PolicyProblem> {
    private static final Comparator<PolicyProblem> BY_PLACE = Comparator.comparingInt(PolicyProblem::line)
            .thenComparingInt(PolicyProblem::column)
            .thenComparing(PolicyProblem::code)
            .thenComparing(PolicyProblem::message);

    @Override
    public int compareTo(PolicyProblem other) {
        return BY_PLACE.compare(this, other);
    }

    @Override
    public String toString() {
        return line + ":" + column + " " + code + " " + message;
    }
}
