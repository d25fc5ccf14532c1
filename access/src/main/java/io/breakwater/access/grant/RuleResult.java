package io.breakwater.access.grant;

import io.breakwater.model.Code;

/**
 * What one rule says about a request.
 *
 * @param rule the rule's stable name
 * @param code what kind of refusal an outcome other than {@code SATISFIED} is
 * @param message one sentence for the requester; carries nothing that was typed except names
 */
public record RuleResult(String rule, Outcome outcome, Code code, String message) {
    /** Yes, no, and "could not be told": the last refuses too, and is for the house to mend. */
    public enum Outcome {
        SATISFIED,
        UNSATISFIED,
        BROKEN
    }

    static RuleResult satisfied(String rule, String message) {
        return new RuleResult(rule, Outcome.SATISFIED, Code.POLICY_REFUSES, message);
    }

    static RuleResult unsatisfied(String rule, Code code, String message) {
        return new RuleResult(rule, Outcome.UNSATISFIED, code, message);
    }

    static RuleResult broken(String rule, String message) {
        return new RuleResult(rule, Outcome.BROKEN, Code.POLICY_BROKEN, message);
    }
}
