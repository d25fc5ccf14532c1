package io.breakwater.access.spi;

import java.util.Arrays;

/** Secret characters that do not print, do not compare, and can be wiped. */
public final class Secret implements AutoCloseable {
    private final char[] value;

    public Secret(char[] value) {
        this.value = value.clone();
    }

    /** A copy of the characters; the caller wipes it. */
    public char[] reveal() {
        return value.clone();
    }

    /** Wipes the characters. */
    @Override
    public void close() {
        Arrays.fill(value, '\0');
    }

    @Override
    public String toString() {
        return "Secret(…)";
    }
}
