package io.breakwater.detect.watch;

import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.LogCoverage;
import io.breakwater.detect.read.Place;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.LogGap;
import io.breakwater.model.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Which hours of an account and region there are logs of: what a batch adds, leaves out, and makes good. */
final class LogHours {
    private static final long SECONDS = 3_600;
    private static final int HOURS = 24;
    private static final int MOST_GAPS = 20;
    private static final int MOST_HOLES = 100;
    private static final int MOST_NAME = 300;

    private final Transaction tx;
    private final List<LogGap> gaps = new ArrayList<>();
    private final List<LogGap> filled = new ArrayList<>();

    private LogHours(Transaction tx) {
        this.tx = tx;
    }

    /** Until when there are logs of a place, and which hours before that were told to have none, the latest last. */
    record LogPlace(String account, String region, long lastHour, List<Hole> holes) {}

    /** Hours since 1970; {@code end} is the first that is not in it. */
    record Hole(long from, long end) {}

    /** How many events a place had in each hour of a day. */
    record LogDay(String account, String region, int day, List<Long> records) {}

    /** Counts the events of each hour. */
    static LogHours note(Transaction tx, LogCoverage hours) {
        LogHours noted = new LogHours(tx);
        for (Place named : hours.places()) {
            Place shown = new Place(Texts.shown(named.account(), MOST_NAME), Texts.shown(named.region(), MOST_NAME));
            SortedMap<Long, Long> counts = hours.eventsByHour(named);
            if (!counts.isEmpty()) {
                noted.note(shown, counts);
            }
        }
        return noted;
    }

    /** Hours that were left out since the last logs of a place. */
    List<LogGap> gaps() {
        return List.copyOf(gaps.subList(0, Math.min(gaps.size(), MOST_GAPS)));
    }

    /** Hours that were told to have no logs, and have some after all. */
    List<LogGap> filled() {
        return List.copyOf(filled.subList(0, Math.min(filled.size(), MOST_GAPS)));
    }

    private void note(Place place, SortedMap<Long, Long> counts) {
        String key = place.account() + "/" + place.region();
        SortedMap<Long, Long> left = counts;
        while (!left.isEmpty()) {
            long day = Math.floorDiv(left.firstKey(), (long) HOURS);
            count(key, place, (int) day, left.headMap((day + 1) * HOURS));
            left = left.tailMap((day + 1) * HOURS);
        }
        Optional<Stored<LogPlace>> before = tx.state().lock(LogPlace.class, key);
        before.ifPresentOrElse(
                stored -> goOn(stored, place, counts),
                () -> tx.state()
                        .insert(key, new LogPlace(place.account(), place.region(), counts.lastKey(), List.of())));
    }

    private void count(String key, Place place, int day, SortedMap<Long, Long> counts) {
        String id = key + "/" + day;
        Optional<Stored<LogDay>> before = tx.state().lock(LogDay.class, id);
        List<Long> records = new ArrayList<>(
                before.map(stored -> stored.value().records()).orElseGet(() -> Collections.nCopies(HOURS, 0L)));
        counts.forEach((hour, count) -> {
            int at = Math.floorMod(hour, HOURS);
            records.set(at, records.get(at) + count);
        });
        LogDay now = new LogDay(place.account(), place.region(), day, records);
        before.ifPresentOrElse(
                stored -> tx.state().update(stored, now), () -> tx.state().insert(id, now));
    }

    private void goOn(Stored<LogPlace> stored, Place place, SortedMap<Long, Long> counts) {
        LogPlace before = stored.value();
        List<Hole> holes = fill(before.holes(), place, counts);
        long until = before.lastHour();
        counts.tailMap(until + 1).keySet().stream()
                .findFirst()
                .filter(next -> next > until + 1)
                .map(next -> new Hole(until + 1, next))
                .ifPresent(hole -> {
                    holes.add(hole);
                    gaps.add(gap(place, hole));
                });
        LogPlace now = new LogPlace(
                place.account(),
                place.region(),
                Math.max(until, counts.lastKey()),
                List.copyOf(holes.subList(Math.max(0, holes.size() - MOST_HOLES), holes.size())));
        if (!now.equals(before)) {
            tx.state().update(stored, now);
        }
    }

    /** What is left of the holes; what is not is told. One wrong time makes a hole of ages: its hours are not gone through. */
    private List<Hole> fill(List<Hole> holes, Place place, SortedMap<Long, Long> counts) {
        List<Hole> left = new ArrayList<>();
        for (Hole hole : holes) {
            long from = hole.from();
            for (Hole there : ranges(counts.subMap(hole.from(), hole.end()).keySet())) {
                filled.add(gap(place, there));
                leave(from, there.from(), left);
                from = there.end();
            }
            leave(from, hole.end(), left);
        }
        return left;
    }

    private static void leave(long from, long end, List<Hole> left) {
        if (from < end) {
            left.add(new Hole(from, end));
        }
    }

    /** The hours, the earliest first, as stretches without a break. */
    private static List<Hole> ranges(Collection<Long> hours) {
        List<Hole> ranges = new ArrayList<>();
        for (long hour : hours) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).end() == hour) {
                ranges.set(last, new Hole(ranges.get(last).from(), hour + 1));
            } else {
                ranges.add(new Hole(hour, hour + 1));
            }
        }
        return ranges;
    }

    private static LogGap gap(Place place, Hole hole) {
        return new LogGap(
                place.account(),
                place.region().isEmpty() ? Gap.EVERY_REGION : place.region(),
                Instant.ofEpochSecond(hole.from() * SECONDS),
                Instant.ofEpochSecond(hole.end() * SECONDS));
    }
}
