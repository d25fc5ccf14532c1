package io.breakwater.detect.read;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * For which hours of which account and region there are logs. An hour with events has logs; an hour without is "no
 * events" only where something proves it (a delivered file, a digest), and otherwise "no logs".
 */
public final class LogCoverage {
    /** Events that come in later than this after they happened are late. CloudTrail delivers within about 5 minutes. */
    public static final Duration LATE = Duration.ofMinutes(15);

    /** One account in one region. */
    public record Place(String account, String region) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byAccount = account.compareTo(other.account);
            return byAccount != 0 ? byAccount : region.compareTo(other.region);
        }
    }

    private final Map<Place, SortedMap<Long, Long>> events = new HashMap<>();

    private LogCoverage() {}

    static LogCoverage empty() {
        return new LogCoverage();
    }

    void events(String account, String region, long hour, long count) {
        events.computeIfAbsent(new Place(account, region), any -> new TreeMap<>())
                .merge(hour, count, Long::sum);
    }

    /** Adds what another thread has counted. */
    void add(LogCoverage other) {
        other.events.forEach(
                (place, hours) -> hours.forEach((hour, count) -> events(place.account(), place.region(), hour, count)));
    }

    /** How many events each place has in each hour (since 1970) that has any. */
    public SortedMap<Place, SortedMap<Long, Long>> eventsByHour() {
        return new TreeMap<>(events);
    }
}
