package io.breakwater.detect.read;

import io.breakwater.detect.read.Gap.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Goes through the hours of a period, account by account, and tells the gaps that somebody wants to know of: of each
 * account as a whole and of its regions.
 */
final class GapSearch {
    private static final int HOURS = LogCoverage.HOURS;
    private static final int SECONDS = LogCoverage.SECONDS;

    private final long first;
    private final long end;
    private final Predicate<Gap> wanted;
    private final List<Gap> found = new ArrayList<>();
    private int room = Limits.GAPS;

    /**
     * @param first the first hour since 1970
     * @param end the hour after the last
     */
    GapSearch(long first, long end, Predicate<Gap> wanted) {
        this.first = first;
        this.end = end;
        this.wanted = wanted;
    }

    /** In the order of places, then of time; the first {@link Limits#GAPS}. */
    List<Gap> in(SortedMap<Place, TreeMap<Long, int[]>> days) {
        SortedMap<Place, TreeMap<Long, int[]>> account = new TreeMap<>();
        for (Map.Entry<Place, TreeMap<Long, int[]>> place : days.entrySet()) {
            String name = place.getKey().account();
            if (!account.isEmpty() && !account.firstKey().account().equals(name)) {
                account(account);
                account = new TreeMap<>();
            }
            account.put(place.getKey(), place.getValue());
        }
        if (!account.isEmpty()) {
            account(account);
        }
        return List.copyOf(found);
    }

    private void account(SortedMap<Place, TreeMap<Long, int[]>> regions) {
        String name = regions.firstKey().account();
        TreeMap<Long, int[]> sum = regions.size() == 1 ? regions.get(regions.firstKey()) : sum(regions);
        regions.put(new Place(name, Gap.EVERY_REGION), sum);
        regions.forEach(this::place);
    }

    private static TreeMap<Long, int[]> sum(SortedMap<Place, TreeMap<Long, int[]>> regions) {
        TreeMap<Long, int[]> sum = new TreeMap<>();
        regions.values()
                .forEach(ofPlace -> ofPlace.forEach((day, hours) -> {
                    int[] all = sum.computeIfAbsent(day, any -> new int[HOURS]);
                    for (int i = 0; i < HOURS; i++) {
                        all[i] = all[i] > 0 || hours[i] == 0 ? all[i] : hours[i];
                    }
                }));
        return sum;
    }

    private void place(Place place, TreeMap<Long, int[]> ofPlace) {
        boolean isUsual = withEvents(ofPlace) * 2 < end - first;
        long next = first;
        for (Map.Entry<Long, int[]> day : ofPlace.entrySet()) {
            for (int i = 0; i < HOURS && room > 0; i++) {
                long hour = day.getKey() * HOURS + i;
                int state = day.getValue()[i];
                if (state != 0 && hour >= first && hour < end) {
                    gap(place, next, hour, Kind.NO_LOGS, isUsual);
                    gap(place, hour, state == LogCoverage.PROVEN ? hour + 1 : hour, Kind.NO_EVENTS, isUsual);
                    next = hour + 1;
                }
            }
        }
        gap(place, next, end, Kind.NO_LOGS, isUsual);
    }

    private long withEvents(TreeMap<Long, int[]> ofPlace) {
        long count = 0;
        for (Map.Entry<Long, int[]> day : ofPlace.entrySet()) {
            for (int i = 0; i < HOURS; i++) {
                long hour = day.getKey() * HOURS + i;
                count += day.getValue()[i] > 0 && hour >= first && hour < end ? 1 : 0;
            }
        }
        return count;
    }

    private void gap(Place place, long from, long to, Kind kind, boolean isUsual) {
        if (from < to && room > 0) {
            Gap gap = new Gap(
                    place, Instant.ofEpochSecond(from * SECONDS), Instant.ofEpochSecond(to * SECONDS), kind, isUsual);
            if (wanted.test(gap)) {
                add(gap);
            }
        }
    }

    /** Adds the hours, to the gap before them where it is of the same kind. */
    private void add(Gap gap) {
        Gap last = found.isEmpty() ? null : found.get(found.size() - 1);
        if (last != null
                && last.place().equals(gap.place())
                && last.kind() == gap.kind()
                && last.to().equals(gap.from())) {
            found.set(found.size() - 1, new Gap(gap.place(), last.from(), gap.to(), gap.kind(), gap.isUsual()));
        } else {
            room -= 1 + gap.place().length() / Limits.NAME_OF_A_CELL;
            found.add(gap);
        }
    }
}
