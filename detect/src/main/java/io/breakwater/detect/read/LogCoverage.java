package io.breakwater.detect.read;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * For which hours of which account and region there are logs. An hour with events has logs; an hour without is "no
 * events" only where something proves it (a delivered file, a digest), and otherwise "no logs".
 *
 * <p>Of more days of more places than are kept, the first are, in the order of places: what is kept of an account is then
 * whole, but for the last one, and does not depend on the order in which it came.
 */
public final class LogCoverage {
    /** Events that come in later than this after they happened are late. CloudTrail delivers within about 5 minutes. */
    public static final Duration LATE = Duration.ofMinutes(15);

    static final int HOURS = 24;
    static final int SECONDS = 3_600;
    /** In place of a number of events: none, and that is known. */
    static final int PROVEN = -1;

    private static final int[] NOT_KEPT = {};
    private static final int CELLS_OF_A_PLACE = 2;

    private final TreeMap<Place, TreeMap<Long, int[]>> days = new TreeMap<>();
    private Optional<Cell> kept = Optional.empty();
    private int cells;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private LogCoverage() {}

    /** One day of one place. */
    private record Cell(Place place, long day) {
        boolean isAfter(Place other, long otherDay) {
            int byPlace = place.compareTo(other);
            return byPlace != 0 ? byPlace > 0 : day > otherDay;
        }
    }

    /** Is shown how many events a place has in an hour. */
    @FunctionalInterface
    public interface HourVisitor {
        /** @param hour since 1970 */
        void hour(Place place, long hour, long events);
    }

    static LogCoverage empty() {
        return new LogCoverage();
    }

    void events(Place place, long hour, long count) {
        int[] day = day(place, hour);
        int of = Math.floorMod(hour, HOURS);
        if (day.length > 0) {
            day[of] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, day[of]) + count);
        }
    }

    /** The hour is known to have been logged, whether anything happened in it or not. */
    void logged(Place place, long hour) {
        int[] day = day(place, hour);
        int of = Math.floorMod(hour, HOURS);
        if (day.length > 0 && day[of] == 0) {
            day[of] = PROVEN;
        }
    }

    /** Something else, such as a verified digest, proves that all logs of this time are there. Whole hours count. */
    public void proven(Place place, Instant from, Instant to) {
        long begin = Math.floorDiv(from.getEpochSecond() + SECONDS - 1, SECONDS);
        long end = Math.floorDiv(to.getEpochSecond(), SECONDS);
        for (long hour = begin; hour < end; hour++) {
            logged(place, hour);
        }
    }

    /** The place's day with this hour; of no length when it is beyond what is kept. */
    private int[] day(Place place, long hour) {
        first = Math.min(first, hour);
        last = Math.max(last, hour);
        long day = Math.floorDiv(hour, HOURS);
        if (kept.isPresent() && !kept.get().isAfter(place, day)) {
            return NOT_KEPT;
        }
        TreeMap<Long, int[]> ofPlace = days.get(place);
        if (ofPlace == null) {
            ofPlace = new TreeMap<>();
            days.put(place, ofPlace);
            cells += cellsOf(place);
        }
        int[] hours = ofPlace.get(day);
        if (hours == null) {
            hours = new int[HOURS];
            ofPlace.put(day, hours);
            cells++;
            bound();
        }
        return hours;
    }

    private static int cellsOf(Place place) {
        return CELLS_OF_A_PLACE + place.length() / Limits.NAME_OF_A_CELL;
    }

    private void bound() {
        while (cells > Limits.COVERED_DAYS) {
            Place place = days.lastKey();
            TreeMap<Long, int[]> ofPlace = days.lastEntry().getValue();
            long day = ofPlace.lastKey();
            ofPlace.remove(day);
            cells--;
            kept = Optional.of(new Cell(place, day));
            if (ofPlace.isEmpty()) {
                days.remove(place);
                cells -= cellsOf(place);
            }
        }
    }

    /** About how much is held, in days of places. */
    int cells() {
        return cells;
    }

    /** Adds what another thread has counted. */
    void add(LogCoverage other) {
        other.days.forEach((place, ofPlace) -> ofPlace.forEach((day, hours) -> {
            for (int i = 0; i < HOURS; i++) {
                if (hours[i] > 0) {
                    events(place, day * HOURS + i, hours[i]);
                } else if (hours[i] == PROVEN) {
                    logged(place, day * HOURS + i);
                }
            }
        }));
    }

    /** Whether there were more days of more places than are kept, so that gaps may be missing here. */
    public boolean isCutShort() {
        return kept.isPresent();
    }

    /** Shows each hour that has events, in the order of places, then of time. */
    public void eachHour(HourVisitor visitor) {
        days.forEach((place, ofPlace) -> eachHour(place, ofPlace, visitor));
    }

    private static void eachHour(Place place, TreeMap<Long, int[]> ofPlace, HourVisitor visitor) {
        ofPlace.forEach((day, hours) -> {
            for (int i = 0; i < HOURS; i++) {
                if (hours[i] > 0) {
                    visitor.hour(place, day * HOURS + i, hours[i]);
                }
            }
        });
    }

    /** The places of which anything is known, in their order. */
    public Set<Place> places() {
        return days.navigableKeySet();
    }

    /** How many events one place has in each hour (since 1970) that has any. */
    public SortedMap<Long, Long> eventsByHour(Place place) {
        SortedMap<Long, Long> byHour = new TreeMap<>();
        TreeMap<Long, int[]> ofPlace = days.getOrDefault(place, new TreeMap<>());
        eachHour(place, ofPlace, (same, hour, events) -> byHour.put(hour, events));
        return byHour;
    }

    /** The gaps between the first and the last hour that anything was logged in, of each account as a whole and by region. */
    public List<Gap> gaps(Predicate<Gap> wanted) {
        return first > last ? List.of() : gaps(first, last + 1, wanted);
    }

    /** The gaps of a period: of every account as a whole, and of every region that has a log at any time. */
    public List<Gap> gaps(Instant from, Instant to, Predicate<Gap> wanted) {
        return gaps(
                Math.floorDiv(from.getEpochSecond(), SECONDS),
                Math.floorDiv(to.getEpochSecond() + SECONDS - 1, SECONDS),
                wanted);
    }

    /** Of an account that is not whole, nobody knows which hours are missing: nothing is said of it. */
    private List<Gap> gaps(long from, long end, Predicate<Gap> wanted) {
        SortedMap<Place, TreeMap<Long, int[]>> whole =
                kept.isPresent() ? days.headMap(new Place(kept.get().place().account(), "")) : days;
        return new GapSearch(from, end, wanted).in(whole);
    }
}
