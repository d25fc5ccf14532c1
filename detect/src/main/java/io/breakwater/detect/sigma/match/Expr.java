package io.breakwater.detect.sigma.match;

import java.util.List;

/** What a rule asks of an event. */
public sealed interface Expr {
    /** All of them; true of none. */
    record And(List<Expr> parts) implements Expr {}

    /** At least one of them; false of none. */
    record Or(List<Expr> parts) implements Expr {}

    /** Not this. */
    record Not(Expr part) implements Expr {}

    /** One question. */
    record Ask(Atom atom) implements Expr {}

    /** A search identifier of the rule, kept by name so that it can be explained. */
    record Named(String name, Expr part) implements Expr {}

    /** The parts joined by "and"; the part itself when there is one. */
    static Expr all(List<Expr> parts) {
        return parts.size() == 1 ? parts.get(0) : new And(List.copyOf(parts));
    }

    /** The parts joined by "or"; the part itself when there is one. */
    static Expr any(List<Expr> parts) {
        return parts.size() == 1 ? parts.get(0) : new Or(List.copyOf(parts));
    }
}
