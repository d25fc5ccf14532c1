package io.breakwater.detect.sigma.correlation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many sources were seen in the order of their list, told without looking at the events again: for every length of a
 * row and every source at its end, the latest time at which such a row began. Events of the same moment have no order, so
 * they are taken in the one that fits.
 */
final class Rows {
    private final int sources;
    /** {@code begun.get(length - 1)[source]}, of the events before the moment. */
    private final List<@Nullable Instant[]> begun = new ArrayList<>(1);

    private Instant moment = Instant.MIN;
    private final BitSet atMoment = new BitSet();

    Rows(int sources) {
        this.sources = sources;
    }

    /** An event, not before the one before. */
    void add(Instant at, BitSet seen) {
        if (!at.equals(moment)) {
            lengthen(begun);
            atMoment.clear();
            moment = at;
        }
        atMoment.or(seen);
    }

    /** The longest row that begins at this time or later. */
    int longest(Instant earliest) {
        List<@Nullable Instant[]> all = new ArrayList<>(begun.size() + 1);
        begun.forEach(row -> all.add(row.clone()));
        lengthen(all);
        for (int length = all.size(); length > 0; length--) {
            if (Arrays.stream(all.get(length - 1)).anyMatch(begin -> begin != null && !begin.isBefore(earliest))) {
                return length;
            }
        }
        return 0;
    }

    /** Takes the sources of the moment in their order, so that one may follow the other. */
    private void lengthen(List<@Nullable Instant[]> rows) {
        for (int source = atMoment.nextSetBit(0); source >= 0; source = atMoment.nextSetBit(source + 1)) {
            for (int length = rows.size(); length > 0; length--) {
                later(rows, length + 1, source, latest(rows.get(length - 1), source));
            }
            later(rows, 1, source, moment);
        }
    }

    private static @Nullable Instant latest(@Nullable Instant[] row, int before) {
        Instant latest = null;
        for (int i = 0; i < before; i++) {
            Instant begin = row[i];
            latest = begin != null && (latest == null || begin.isAfter(latest)) ? begin : latest;
        }
        return latest;
    }

    private void later(List<@Nullable Instant[]> rows, int length, int source, @Nullable Instant begin) {
        if (begin == null) {
            return;
        }
        if (rows.size() < length) {
            rows.add(new Instant[sources]);
        }
        Instant known = rows.get(length - 1)[source];
        rows.get(length - 1)[source] = known == null || begin.isAfter(known) ? begin : known;
    }
}
