package io.breakwater.detect.cover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Things with a time window, by key: what was in force at a time is found in logarithmic time per thing found.
 *
 * <p>Order is by start, then as they were put in; an answer is always the same for the same content.
 */
final class WindowIndex<T> {
    private final Map<String, WindowLane<T>> lanes;

    private WindowIndex(Map<String, WindowLane<T>> lanes) {
        this.lanes = lanes;
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** Everything in force at the time, the latest start first, at most so many. */
    List<T> at(String key, Instant time, long toleranceMillis, int most) {
        WindowLane<T> lane = lanes.get(key);
        return lane == null ? List.of() : lane.at(time.toEpochMilli(), toleranceMillis, most);
    }

    /** What ended last before the time. */
    Optional<T> endedBefore(String key, Instant time, Predicate<T> wanted) {
        return Optional.ofNullable(lanes.get(key)).flatMap(lane -> lane.endedBefore(time.toEpochMilli(), wanted));
    }

    /** What begins first after the time. */
    Optional<T> beginsAfter(String key, Instant time, Predicate<T> wanted) {
        return Optional.ofNullable(lanes.get(key)).flatMap(lane -> lane.beginsAfter(time.toEpochMilli(), wanted));
    }

    /** How many things carry the key. */
    int count(String key) {
        WindowLane<T> lane = lanes.get(key);
        return lane == null ? 0 : lane.size();
    }

    /** Takes things and their keys before the index is made. */
    static final class Builder<T> {
        private final Function<T, Window> window;
        private final Map<String, List<T>> things = new HashMap<>();

        Builder(Function<T, Window> window) {
            this.window = window;
        }

        void add(String key, T thing) {
            things.computeIfAbsent(key, fresh -> new ArrayList<>(1)).add(thing);
        }

        WindowIndex<T> build() {
            Map<String, WindowLane<T>> lanes = new HashMap<>(things.size() * 2);
            things.forEach((key, list) -> lanes.put(key, WindowLane.of(list, window)));
            return new WindowIndex<>(lanes);
        }
    }
}
