package io.breakwater.detect.read;

import io.breakwater.detect.read.Gap.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    private static final int HOURS = 24;
    private static final int SECONDS = 3_600;
    /** In place of a number of events: none, and that is known. */
    private static final int PROVEN = -1;

    private final Map<Place, TreeMap<Long, int[]>> days = new HashMap<>();
    private int cells;
    private boolean full;

    private LogCoverage() {}

    static LogCoverage empty() {
        return new LogCoverage();
    }

    void events(Place place, long hour, long count) {
        int[] day = day(place, Math.floorDiv(hour, HOURS));
        int of = Math.floorMod(hour, HOURS);
        if (day.length > 0) {
            day[of] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, day[of]) + count);
        }
    }

    /** The hour is known to have been logged, whether anything happened in it or not. */
    void logged(Place place, long hour) {
        int[] day = day(place, Math.floorDiv(hour, HOURS));
        int of = Math.floorMod(hour, HOURS);
        if (day.length > 0 && day[of] == 0) {
            day[of] = PROVEN;
        }
    }

    /** Something else, such as a verified digest, proves that all logs of this time are there. Whole hours count. */
    public void proven(Place place, Instant from, Instant to) {
        long first = Math.floorDiv(from.getEpochSecond() + SECONDS - 1, SECONDS);
        long end = Math.floorDiv(to.getEpochSecond(), SECONDS);
        for (long hour = first; hour < end; hour++) {
            logged(place, hour);
        }
    }

    /** The place's day; of no length when there are too many. */
    private int[] day(Place place, long day) {
        TreeMap<Long, int[]> ofPlace = days.computeIfAbsent(place, any -> new TreeMap<>());
        int[] hours = ofPlace.get(day);
        if (hours != null) {
            return hours;
        }
        if (cells >= Limits.COVERED_DAYS) {
            full = true;
            return new int[0];
        }
        cells++;
        int[] added = new int[HOURS];
        ofPlace.put(day, added);
        return added;
    }

    /** Adds what another thread has counted. */
    void add(LogCoverage other) {
        full |= other.full;
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
        return full;
    }

    /** How many events each place has in each hour (since 1970) that has any. */
    public SortedMap<Place, SortedMap<Long, Long>> eventsByHour() {
        SortedMap<Place, SortedMap<Long, Long>> all = new TreeMap<>();
        days.forEach((place, ofPlace) -> ofPlace.forEach((day, hours) -> {
            for (int i = 0; i < HOURS; i++) {
                if (hours[i] > 0) {
                    all.computeIfAbsent(place, any -> new TreeMap<>()).put(day * HOURS + i, (long) hours[i]);
                }
            }
        }));
        return all;
    }

    /** The gaps between the first and the last hour that anything was logged in, of each account as a whole and by region. */
    public List<Gap> gaps() {
        long first = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (TreeMap<Long, int[]> ofPlace : days.values()) {
            if (!ofPlace.isEmpty()) {
                first = Math.min(first, edge(ofPlace.firstEntry(), 0, 1));
                end = Math.max(end, edge(ofPlace.lastEntry(), HOURS - 1, -1) + 1);
            }
        }
        return first >= end ? List.of() : gaps(first, end);
    }

    /** The first hour of a day, in this direction, of which anything is known. */
    private static long edge(Map.Entry<Long, int[]> day, int from, int step) {
        int i = from;
        while (day.getValue()[i] == 0) {
            i += step;
        }
        return day.getKey() * HOURS + i;
    }

    /** The gaps of a period: of every account as a whole, and of every region that has a log at any time. */
    public List<Gap> gaps(Instant from, Instant to) {
        return gaps(
                Math.floorDiv(from.getEpochSecond(), SECONDS),
                Math.floorDiv(to.getEpochSecond() + SECONDS - 1, SECONDS));
    }

    private List<Gap> gaps(long first, long end) {
        List<Gap> gaps = new ArrayList<>();
        TreeMap<Place, TreeMap<Long, int[]>> all = new TreeMap<>(days);
        days.forEach((place, ofPlace) -> merge(
                ofPlace, all.computeIfAbsent(new Place(place.account(), Gap.EVERY_REGION), any -> new TreeMap<>())));
        all.forEach((place, ofPlace) -> gapsOf(place, ofPlace, first, end, gaps));
        return List.copyOf(gaps.subList(0, Math.min(gaps.size(), Limits.GAPS)));
    }

    private static void merge(TreeMap<Long, int[]> from, TreeMap<Long, int[]> into) {
        from.forEach((day, hours) -> {
            int[] sum = into.computeIfAbsent(day, any -> new int[HOURS]);
            for (int i = 0; i < HOURS; i++) {
                sum[i] = sum[i] > 0 || hours[i] == 0 ? sum[i] : hours[i];
            }
        });
    }

    private static void gapsOf(Place place, TreeMap<Long, int[]> ofPlace, long first, long end, List<Gap> into) {
        boolean isUsual = withEvents(ofPlace, first, end) * 2 < end - first;
        long next = first;
        for (Map.Entry<Long, int[]> day : ofPlace.entrySet()) {
            for (int i = 0; i < HOURS && into.size() <= Limits.GAPS; i++) {
                long hour = day.getKey() * HOURS + i;
                int state = day.getValue()[i];
                if (state != 0 && hour >= first && hour < end) {
                    gap(place, next, hour, Kind.NO_LOGS, isUsual, into);
                    gap(place, hour, state == PROVEN ? hour + 1 : hour, Kind.NO_EVENTS, isUsual, into);
                    next = hour + 1;
                }
            }
        }
        gap(place, next, end, Kind.NO_LOGS, isUsual, into);
    }

    private static long withEvents(TreeMap<Long, int[]> ofPlace, long first, long end) {
        long count = 0;
        for (Map.Entry<Long, int[]> day : ofPlace.entrySet()) {
            for (int i = 0; i < HOURS; i++) {
                long hour = day.getKey() * HOURS + i;
                count += day.getValue()[i] > 0 && hour >= first && hour < end ? 1 : 0;
            }
        }
        return count;
    }

    /** Adds the hours, to the gap before them where it is of the same kind. */
    private static void gap(Place place, long from, long to, Kind kind, boolean isUsual, List<Gap> into) {
        if (from >= to) {
            return;
        }
        Instant start = Instant.ofEpochSecond(from * SECONDS);
        Instant end = Instant.ofEpochSecond(to * SECONDS);
        Gap last = into.isEmpty() ? null : into.get(into.size() - 1);
        if (last != null
                && last.place().equals(place)
                && last.kind() == kind
                && last.to().equals(start)) {
            into.set(into.size() - 1, new Gap(place, last.from(), end, kind, isUsual));
        } else {
            into.add(new Gap(place, start, end, kind, isUsual));
        }
    }
}
