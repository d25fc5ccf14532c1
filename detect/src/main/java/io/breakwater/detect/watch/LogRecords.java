package io.breakwater.detect.watch;

import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.Place;
import io.breakwater.detect.scan.Finding;
import io.breakwater.detect.spi.Delivery;
import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.FactId;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.FindingTrace;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.LogGap;
import io.breakwater.model.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Puts what was read on the record: the batch, its findings and the memory that it was read, in one transaction. So a
 * crash at any moment loses nothing and doubles nothing, and of two servers that read one file only one is believed.
 */
final class LogRecords {
    private static final Actor ACTOR = Actor.system("watch");
    private static final long SECONDS = 3_600;
    private static final int HOURS = 24;
    private static final int MOST_GAPS = 20;
    private static final int MOST_NAME = 300;

    private final Journal journal;

    LogRecords(Journal journal) {
        this.journal = journal;
    }

    /** A file that has been read, by its digest. */
    record SeenLog(String source, String name, Instant at) {}

    /** A delivery that need not be looked at again, by source and mark. */
    record SeenDelivery(String digest) {}

    /** Until when there are logs of a place. */
    record LogPlace(String account, String region, long lastHour) {}

    /** How many events a place had in each hour of a day. */
    record LogDay(String account, String region, int day, List<Long> records) {}

    /** Of a stretch only its bookmark knows, and its source looks there itself. */
    boolean isDone(String source, Delivery delivery) {
        return delivery.stretch().isEmpty()
                && journal.read(tx -> tx.state()
                        .find(SeenDelivery.class, markOf(source, delivery))
                        .isPresent());
    }

    boolean isRead(String digest) {
        return journal.read(tx -> tx.state().find(SeenLog.class, digest).isPresent());
    }

    private static String markOf(String source, Delivery delivery) {
        return Hashes.hex(Hashes.sha256((source + "\n" + delivery.mark()).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The same file came again, under whatever name: nothing is to be put on the record for it.
     *
     * @return whether it is done; not when it is a stretch that begins elsewhere than its bookmark
     */
    boolean again(String source, Delivery delivery, String digest) {
        return journal.transact(tx -> isDue(tx, source, delivery) && noteDone(tx, source, delivery, digest))
                .value();
    }

    private static boolean isDue(Transaction tx, String source, Delivery delivery) {
        return delivery.stretch()
                .map(stretch -> JournalBookmarks.isNext(tx, source, stretch))
                .orElse(true);
    }

    private static boolean noteDone(Transaction tx, String source, Delivery delivery, String digest) {
        delivery.stretch()
                .ifPresentOrElse(
                        stretch -> JournalBookmarks.pass(tx, source, stretch),
                        () -> remember(tx, markOf(source, delivery), digest));
        return true;
    }

    private static void remember(Transaction tx, String mark, String digest) {
        if (tx.state().find(SeenDelivery.class, mark).isEmpty()) {
            tx.state().insert(mark, new SeenDelivery(digest));
        }
    }

    /**
     * Records the batch.
     *
     * @return what was raised, which is nothing when somebody else was faster; empty when it is a stretch that begins
     *     elsewhere than its bookmark, of which nothing was recorded
     */
    Optional<List<FindingRaised>> record(LogBatch batch) {
        try {
            return journal.transact(tx -> recorded(tx, batch)).value();
        } catch (BreakwaterException e) {
            if (e.code() == Code.CONFLICT && isRead(batch.digest())) {
                return batch.delivery().stretch().isPresent() ? Optional.empty() : Optional.of(List.of());
            }
            throw e;
        }
    }

    private static Optional<List<FindingRaised>> recorded(Transaction tx, LogBatch batch) {
        if (!isDue(tx, batch.source(), batch.delivery())) {
            return Optional.empty();
        }
        if (tx.state().find(SeenLog.class, batch.digest()).isEmpty()) {
            return Optional.of(write(tx, batch));
        }
        noteDone(tx, batch.source(), batch.delivery(), batch.digest());
        return Optional.of(List.of());
    }

    private static List<FindingRaised> write(Transaction tx, LogBatch batch) {
        // First what two servers would both write: the slower one stops here, before it has put anything on the record.
        tx.state().insert(batch.digest(), new SeenLog(batch.source(), name(batch), tx.now()));
        noteDone(tx, batch.source(), batch.delivery(), batch.digest());
        List<Fresh> fresh = fresh(tx, batch);
        List<FindingRaised> raised = fresh.stream().map(Fresh::fact).toList();
        lockIncidents(tx, raised);
        List<LogGap> gaps = notePlaces(tx, batch.hours());
        tx.append(ACTOR, seen(batch, raised.size(), gaps));
        fresh.forEach(found -> raise(tx, found));
        return raised;
    }

    /** What is to be raised, and by what it is recognised when its cover is looked for again. */
    private record Fresh(FindingRaised fact, Optional<FindingTrace> trace) {}

    /** What is not on the record yet: the same event may come by two routes. */
    private static List<Fresh> fresh(Transaction tx, LogBatch batch) {
        List<Fresh> fresh = new ArrayList<>();
        for (Finding finding : batch.findings()) {
            if (tx.state().find(io.breakwater.model.Finding.class, finding.id()).isEmpty()) {
                fresh.add(new Fresh(batch.raising().fact(finding, tx.now()), Raising.trace(finding)));
            }
        }
        return fresh;
    }

    /** Incidents before their counters, always in the same order, as everybody does. */
    private static void lockIncidents(Transaction tx, List<FindingRaised> raised) {
        TreeSet<String> ids = new TreeSet<>();
        raised.forEach(fact -> fact.incident().map(IncidentId::value).ifPresent(ids::add));
        ids.forEach(id -> tx.state().lock(Incident.class, id));
    }

    private static void raise(Transaction tx, Fresh found) {
        FactId id = tx.append(ACTOR, found.fact());
        tx.state()
                .insert(
                        found.fact().finding().value(),
                        io.breakwater.model.Finding.raised(found.fact(), id, found.trace()));
    }

    private static String name(LogBatch batch) {
        return Texts.shown(batch.delivery().name(), MOST_NAME);
    }

    private static LogBatchSeen seen(LogBatch batch, int raised, List<LogGap> gaps) {
        return new LogBatchSeen(
                batch.source(),
                name(batch),
                batch.digest(),
                List.copyOf(batch.report().formats().keySet()),
                batch.report().bytes(),
                batch.report().records(),
                batch.bad(),
                batch.problems(),
                batch.report().first(),
                batch.report().last(),
                batch.report().delivered().or(() -> batch.delivery().delivered()),
                batch.ingested(),
                raised,
                gaps);
    }

    /** Counts the events of each hour, and tells the hours that were left out since the last ones. */
    private static List<LogGap> notePlaces(Transaction tx, SortedMap<Place, SortedMap<Long, Long>> hours) {
        List<LogGap> gaps = new ArrayList<>();
        hours.forEach((named, counts) -> {
            Place place = new Place(Texts.shown(named.account(), MOST_NAME), Texts.shown(named.region(), MOST_NAME));
            String key = place.account() + "/" + place.region();
            noteHours(tx, key, place, counts);
            noteLast(tx, key, place, counts).ifPresent(gaps::add);
        });
        return List.copyOf(gaps.subList(0, Math.min(gaps.size(), MOST_GAPS)));
    }

    private static void noteHours(Transaction tx, String key, Place place, SortedMap<Long, Long> counts) {
        for (Map.Entry<Long, Long> hour : counts.entrySet()) {
            int day = (int) Math.floorDiv(hour.getKey(), (long) HOURS);
            String id = key + "/" + day;
            Optional<Stored<LogDay>> before = tx.state().lock(LogDay.class, id);
            List<Long> records =
                    new ArrayList<>(before.map(stored -> stored.value().records())
                            .orElseGet(() -> java.util.Collections.nCopies(HOURS, 0L)));
            int at = Math.floorMod(hour.getKey(), HOURS);
            records.set(at, records.get(at) + hour.getValue());
            LogDay now = new LogDay(place.account(), place.region(), day, records);
            before.ifPresentOrElse(
                    stored -> tx.state().update(stored, now), () -> tx.state().insert(id, now));
        }
    }

    private static Optional<LogGap> noteLast(Transaction tx, String key, Place place, SortedMap<Long, Long> counts) {
        long last = counts.lastKey();
        Optional<Stored<LogPlace>> before = tx.state().lock(LogPlace.class, key);
        if (before.isEmpty()) {
            tx.state().insert(key, new LogPlace(place.account(), place.region(), last));
            return Optional.empty();
        }
        long until = before.get().value().lastHour();
        if (last > until) {
            tx.state().update(before.get(), new LogPlace(place.account(), place.region(), last));
        }
        return counts.tailMap(until + 1).keySet().stream()
                .findFirst()
                .filter(next -> next > until + 1)
                .map(next -> new LogGap(
                        place.account(),
                        place.region().isEmpty() ? Gap.EVERY_REGION : place.region(),
                        Instant.ofEpochSecond((until + 1) * SECONDS),
                        Instant.ofEpochSecond(next * SECONDS)));
    }
}
