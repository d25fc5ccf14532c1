package io.breakwater.detect.sigma;

import java.util.List;

/**
 * Why one rule matches an event, or not.
 *
 * @param rule the rule's number
 * @param parts its selections, in the order of its condition
 */
public record Explanation(int rule, Answer answer, List<Part> parts) {
    /** What came out. */
    public enum Answer {
        YES,
        NO,
        /** A regular expression gave up. */
        UNKNOWN;

        Answer not() {
            return this == UNKNOWN ? this : this == YES ? NO : YES;
        }
    }

    /**
     * One selection.
     *
     * @param name as the rule calls it
     * @param excludes whether the condition wants it not to hold
     */
    public record Part(String name, boolean excludes, Answer answer, List<Test> tests) {}

    /**
     * One thing that a selection asks.
     *
     * @param what in words
     * @param found what the event has in the field, cut short
     */
    public record Test(String what, Answer answer, List<String> found) {}

    /** Whether some of what the rule looks for is there, so that a person may have expected a match. */
    public boolean isNear() {
        return parts.stream().anyMatch(part -> !part.excludes() && part.answer() == Answer.YES);
    }
}
