package io.breakwater.detect.sigma.yaml;

import java.util.Comparator;

/** A place in a rule file: the file's name as it was given, line and column from 1. */
public record Place(String file, int line, int column) implements Comparable<Place> {
    private static final Comparator<Place> IN_READING_ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

    @Override
    public int compareTo(Place other) {
        return IN_READING_ORDER.compare(this, other);
    }

    /** As compilers and editors write it. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
