package io.breakwater.document;

import java.util.Comparator;

/**
 * One thing that is wrong with a document.
 *
 * @param line from 1
 * @param column from 1, in code points
 * @param code stable, for scripts
 */
public record Problem(int line, int column, String code, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::code)
            .thenComparing(Problem::message);

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    @Override
    public String toString() {
        return line + ":" + column + " " + code + " " + message;
    }
}
