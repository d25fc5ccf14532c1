package io.breakwater.detect.sigma;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/** Numbers in a row, in an array that is used again. */
public final class IntList {
    private int[] values = new int[8];
    private int size;

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** One of them, counted from 0. */
    public int get(int index) {
        return values[Objects.checkIndex(index, size)];
    }

    /** A copy. */
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** As they are now. */
    public IntStream stream() {
        return Arrays.stream(values, 0, size);
    }

    void clear() {
        size = 0;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    void sort() {
        if (size > 1) {
            Arrays.sort(values, 0, size);
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
