package io.breakwater.detect.cover;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** One thing with its window. */
record OneWindow<T>(T thing, Function<T, Window> window) implements WindowLane<T> {
    @Override
    public int size() {
        return 1;
    }

    @Override
    public List<T> at(long time, long tolerance, int most) {
        boolean inForce = most > 0 && first() <= time + tolerance && last() >= time - tolerance;
        return inForce ? List.of(thing) : List.of();
    }

    @Override
    public Optional<T> endedBefore(long time, Predicate<T> wanted) {
        return Optional.of(thing).filter(any -> first() <= time && last() < time && wanted.test(any));
    }

    @Override
    public Optional<T> beginsAfter(long time, Predicate<T> wanted) {
        return Optional.of(thing).filter(any -> first() > time && wanted.test(any));
    }

    private long first() {
        return window.apply(thing).firstMillis();
    }

    private long last() {
        return window.apply(thing).lastMillis();
    }
}
