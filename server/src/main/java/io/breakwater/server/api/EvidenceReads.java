package io.breakwater.server.api;

import io.breakwater.ledger.Journal;
import io.breakwater.model.Caller;
import io.breakwater.model.Fact;
import io.breakwater.model.HouseFact.HouseEvidenceRead;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Puts on the record that somebody reads evidence, before it is shown.
 *
 * <p>The same person reading the same thing again within a minute is one reading: somebody who watches a timeline would
 * otherwise fill it with being watched. What was noted is remembered by this process only; after a restart, or on another
 * server, the same reading is noted once more, never once less.
 */
final class EvidenceReads {
    static final Duration ONE_READING = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;

    private final Journal journal;
    private final LongSupplier nanoTime;
    private final Map<String, Long> noted = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    EvidenceReads(Journal journal, LongSupplier nanoTime) {
        this.journal = journal;
        this.nanoTime = nanoTime;
    }

    void of(Caller caller, IncidentId incident, String what) {
        note(caller, new EvidenceRead(incident, what, caller.person()), incident + " " + what);
    }

    void ofHouse(Caller caller, String what) {
        note(caller, new HouseEvidenceRead(what, caller.person()), what);
    }

    private void note(Caller caller, Fact fact, String what) {
        String key = caller.person() + " " + what;
        long now = nanoTime.getAsLong();
        if (!isNoted(key, now)) {
            journal.transact(tx -> tx.append(caller.actor(), fact));
            remember(key, now);
        }
    }

    private synchronized boolean isNoted(String key, long now) {
        Long at = noted.get(key);
        return at != null && now - at < ONE_READING.toNanos();
    }

    private synchronized void remember(String key, long now) {
        noted.put(key, now);
    }
}
