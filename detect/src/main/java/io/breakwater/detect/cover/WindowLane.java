package io.breakwater.detect.cover;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Things with a time window under one key. */
sealed interface WindowLane<T> permits OneWindow, ManyWindows {
    /** Most keys lead to one thing only, which then needs no tree. */
    static <T> WindowLane<T> of(List<T> things, Function<T, Window> window) {
        return things.size() == 1 ? new OneWindow<>(things.get(0), window) : new ManyWindows<>(things, window);
    }

    int size();

    /** Everything in force at the time, the latest start first, at most so many. */
    List<T> at(long time, long tolerance, int most);

    /** What ended last before the time, of what is wanted. */
    Optional<T> endedBefore(long time, Predicate<T> wanted);

    /** What begins first after the time, of what is wanted. */
    Optional<T> beginsAfter(long time, Predicate<T> wanted);
}
