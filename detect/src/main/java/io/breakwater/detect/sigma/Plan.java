package io.breakwater.detect.sigma;

import io.breakwater.detect.sigma.rule.Logsource;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * All rules in one structure. What rules have in common is asked once an event, and only rules that the event can match
 * are asked at all, so that the cost grows far slower than the number of rules. Safe for threads; each thread has its own
 * {@link Matcher}.
 */
public final class Plan {
    private final RuleSet rules;
    private final Compiled compiled;

    private Plan(RuleSet rules) {
        this.rules = rules;
        this.compiled = Compiler.compile(rules.rules());
    }

    /** The plan of a set of rules; its correlations and follow-ups are evaluated elsewhere, on the matches. */
    public static Plan of(RuleSet rules) {
        return new Plan(rules);
    }

    /** What the numbers that a matcher answers mean. */
    public RuleSet rules() {
        return rules;
    }

    /** A matcher of every rule, whatever logs it is for. */
    public Matcher matcher() {
        return matcher(rule -> true);
    }

    /** A matcher of the rules that are for records from these logs. */
    public Matcher matcher(Logsource records) {
        return matcher(rule -> rules.rules().get(rule).logsource().covers(records));
    }

    private Matcher matcher(IntPredicate wanted) {
        List<Integer> chosen =
                IntStream.range(0, rules.rules().size()).filter(wanted).boxed().toList();
        return new Matcher(compiled, Dispatch.of(compiled, chosen));
    }
}
