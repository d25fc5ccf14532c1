package io.breakwater.server.api;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How soon somebody could know of what was found (R29), in seconds; nothing is said where nothing was found.
 *
 * @param inTime how many alerts came within the goal
 * @param p50 from the event to the alert, of half of them at most
 * @param reading of that, Breakwater's own share: from the beginning of reading to the alert, of 99 of 100 at most
 */
public record FindingDelays(
        long goalSeconds,
        long findings,
        long inTime,
        Optional<Double> p50,
        Optional<Double> p99,
        Optional<Double> reading) {
    private static final int PAGE = 1_000;
    private static final double MILLIS = 1_000;
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;

    static FindingDelays of(Journal journal) {
        List<Long> delays = new ArrayList<>();
        List<Long> readings = new ArrayList<>();
        long inTime = 0;
        String after = "";
        List<Stored<Finding>> page;
        do {
            String from = after;
            page = journal.read(tx -> tx.state().list(Finding.class, Map.of(), from, PAGE));
            for (Stored<Finding> stored : page) {
                FindingTimes times = stored.value().raised().times();
                delays.add(times.delay().toMillis());
                readings.add(times.reading().toMillis());
                inTime += times.inTime() ? 1 : 0;
                after = stored.id();
            }
        } while (page.size() == PAGE);
        delays.sort(null);
        readings.sort(null);
        return new FindingDelays(
                FindingTimes.GOAL.toSeconds(),
                delays.size(),
                inTime,
                quantile(delays, HALF),
                quantile(delays, NEARLY_ALL),
                quantile(readings, NEARLY_ALL));
    }

    private static Optional<Double> quantile(List<Long> sortedMillis, double share) {
        return sortedMillis.isEmpty()
                ? Optional.empty()
                : Optional.of(sortedMillis.get((int) Math.ceil(share * sortedMillis.size()) - 1) / MILLIS);
    }
}
