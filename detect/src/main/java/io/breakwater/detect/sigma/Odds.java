package io.breakwater.detect.sigma;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.match.Atom;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What asking costs and how often the answer is yes, both roughly: parts of a rule are asked in the order that settles
 * most for least. Wrong figures cost time, never a match.
 *
 * @param cost on average, in look-ups of an outermost field
 * @param passes between 0 and 1
 */
record Odds(double cost, double passes) {
    private static final Odds SURE = new Odds(0, 1);

    /** An object inside the record has to be read before a field in it is found. */
    private static final double NESTED = 10;

    private static final double WHOLE = 100;
    private static final double TEXT = 2;
    private static final double OTHER = 9;
    private static final double RARE = 0.05;
    private static final double NEXT_TO_NONE = 1e-6;

    /** Of a node of rules that ask for these fields and these questions. */
    static Odds of(Node node, List<FieldPath> fields, List<Compiled.Question> questions) {
        Function<Node, Odds> inner = part -> of(part, fields, questions);
        if (node instanceof Node.OneOf oneOf) {
            FieldPath path = fields.get(oneOf.field());
            return new Odds(find(path), Math.min(1, Selectivity.of(path) * oneOf.count()));
        } else if (node instanceof Node.Asked asked) {
            return of(questions.get(asked.question()).atom());
        } else if (node instanceof Node.None none) {
            return inner.apply(none.part()).not();
        } else if (node instanceof Node.All all) {
            return Arrays.stream(all.parts()).map(inner).reduce(SURE, Odds::and);
        }
        return Arrays.stream(((Node.Any) node).parts()).map(inner).reduce(SURE.not(), Odds::or);
    }

    private static Odds of(Atom atom) {
        double find = atom.paths().stream().mapToDouble(Odds::find).sum();
        if (atom instanceof Atom.Keyword) {
            return new Odds(WHOLE, RARE);
        } else if (atom instanceof Atom.Null) { // most events lack what rules ask this of
            return new Odds(find, 1 - RARE);
        } else if (atom instanceof Atom.Field field && !field.patterns().isEmpty()) {
            return new Odds(find + TEXT, Selectivity.of(field.patterns()));
        }
        return new Odds(find + OTHER, RARE);
    }

    private static double find(FieldPath path) {
        return path.depth() == 1 ? 1 : NESTED;
    }

    private Odds not() {
        return new Odds(cost, 1 - passes);
    }

    /** Of this and, only where it passes, of the other. */
    private Odds and(Odds other) {
        return new Odds(cost + passes * other.cost, passes * other.passes);
    }

    /** Of this and, only where it does not pass, of the other. */
    private Odds or(Odds other) {
        return not().and(other.not()).not();
    }

    /** What an event costs that fails here; the least first, of parts that all have to pass. */
    double toFail() {
        return cost / Math.max(NEXT_TO_NONE, 1 - passes);
    }

    /** What an event costs that passes here; the least first, of parts of which one has to pass. */
    double toPass() {
        return cost / Math.max(NEXT_TO_NONE, passes);
    }
}
