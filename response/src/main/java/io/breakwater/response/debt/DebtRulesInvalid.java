package io.breakwater.response.debt;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.util.List;
import java.util.stream.Collectors;

/** The rules cannot be used; says everything that is wrong with them. */
public final class DebtRulesInvalid extends BreakwaterException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    DebtRulesInvalid(List<Problem> problems) {
        super(
                Code.DEBT_RULES_INVALID,
                problems.stream().map(Problem::toString).collect(Collectors.joining("\n", "the debt rules:\n", "")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order of the document. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param line from 1
     * @param column from 1
     */
    public record Problem(int line, int column, String message) {
        @Override
        public String toString() {
            return line + ":" + column + ": " + message;
        }
    }
}
