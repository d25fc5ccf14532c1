package io.breakwater.detect.sigma.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state that one match opens and another is expected to close. Ours, not Sigma's.
 *
 * @param opens numbers of the rules and correlations that open it; see {@link RuleSet}
 * @param closes numbers of those that close it
 * @param meanwhile numbers of those that are told with a finding when they match while it is open
 * @param within how long it may stay open; empty until the end of the logs. Of {@link When#NOT_PRECEDED}, how far back a
 *     closing may lie
 * @param groupBy fields whose values an opening and its closing have in common
 * @param aliases of a name in {@code groupBy}, the field it stands for in the matches of each rule
 * @param when what makes a finding
 */
public record Followup(
        RuleInfo info,
        List<Integer> opens,
        List<Integer> closes,
        List<Integer> meanwhile,
        Optional<Duration> within,
        List<GroupField> groupBy,
        Map<String, Map<Integer, String>> aliases,
        When when) {

    /** Where this stands in the matches of a rule, where an alias says so. */
    public String fieldOf(GroupField wanted, int rule) {
        return aliases.getOrDefault(wanted.field(), Map.of()).getOrDefault(rule, wanted.field());
    }

    /** What makes a finding of an opening. */
    public enum When {
        /** No closing followed in time. */
        NOT_CLOSED,
        /** A closing followed, but not in time. */
        CLOSED_LATE,
        /** A closing followed: the finding says for how long it was open. */
        CLOSED,
        /** A closing followed: the finding is about the closing, and the state goes on. */
        FOLLOWED,
        /** No closing stood before the opening: what had to be done first was not. */
        NOT_PRECEDED
    }
}
