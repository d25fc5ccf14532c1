package io.breakwater.access.policy;

import io.breakwater.document.Problem;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.List;

/** A policy document with everything that is wrong with it. */
public final class PolicyInvalid extends BreakwaterException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    PolicyInvalid(List<Problem> problems) {
        super(Code.POLICY_INVALID, sentence(problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, in the order of the document. */
    public List<Problem> problems() {
        return problems;
    }

    private static String sentence(List<Problem> problems) {
        return "the policy has " + problems.size() + (problems.size() == 1 ? " problem" : " problems") + "; the first: "
                + problems.get(0);
    }
}
