package io.breakwater.cli.drill;

import java.util.LinkedHashMap;
import java.util.Map;

/** Times, from the command to its effect, as a person with a stopwatch would take them. */
final class Measures {
    private final Map<String, Long> millis = new LinkedHashMap<>();

    /** A stopwatch that is running. */
    long start() {
        return System.nanoTime();
    }

    /** Stops it under a name. */
    void stop(String name, long started) {
        millis.put(name, (System.nanoTime() - started) / 1_000_000);
    }

    /** In the order they were measured. */
    Map<String, Long> millis() {
        return new LinkedHashMap<>(millis);
    }
}
