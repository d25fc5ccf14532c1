package io.breakwater.detect.watch;

import io.breakwater.detect.scan.Ending;
import io.breakwater.detect.scan.EventRef;
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
import io.breakwater.model.FindingFact.FindingClosedAfterAll;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.LogBatchSeen;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.FindingTrace;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts what was read on the record: the batch, its findings and the memory that it was read, in one transaction. So a
 * crash at any moment loses nothing and doubles nothing, and of two servers that read one file only one is believed.
 */
final class LogRecords {
    private static final Actor ACTOR = Actor.system("watch");
    private static final int MOST_NAME = 300;

    private final Journal journal;

    LogRecords(Journal journal) {
        this.journal = journal;
    }

    /** A file that has been read, by its digest. */
    record SeenLog(String source, String name, Instant at) {}

    /** A delivery that need not be looked at again, by source and mark. */
    record SeenDelivery(String digest) {}

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
        return Hashes.sha256Hex((source + "\n" + delivery.mark()).getBytes(StandardCharsets.UTF_8));
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
        List<Fresh> fresh = fresh(tx, batch.all(), any -> batch.raising());
        List<String> over = over(tx, batch.news().endings());
        lockIncidents(tx, fresh, over);
        tx.append(ACTOR, seen(batch, fresh.size(), LogHours.note(tx, batch.hours())));
        fresh.forEach(found -> raise(tx, found));
        batch.news().endings().stream()
                .filter(ending -> over.contains(ending.finding()))
                .forEach(ending -> close(tx, ending, batch.digest()));
        return fresh.stream().map(Fresh::fact).toList();
    }

    /** What is to be raised, and by what it is recognised when its cover is looked for again. */
    private record Fresh(FindingRaised fact, Optional<FindingTrace> trace) {}

    /** What is not on the record yet: the same event may come by two routes, and events without ids have one name. */
    private static List<Fresh> fresh(Transaction tx, List<Finding> findings, Function<Finding, Raising> raising) {
        List<Fresh> fresh = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Finding finding : findings) {
            boolean isNew = seen.add(finding.id())
                    && tx.state()
                            .find(io.breakwater.model.Finding.class, finding.id())
                            .isEmpty();
            if (isNew) {
                fresh.add(new Fresh(raising.apply(finding).fact(finding, tx.now()), Raising.trace(finding)));
            }
        }
        return fresh;
    }

    /** The findings on the record, and still owed or accepted, that these endings put an end to. */
    private static List<String> over(Transaction tx, List<Ending> endings) {
        return endings.stream()
                .map(Ending::finding)
                .distinct()
                .filter(id -> tx.state()
                        .find(io.breakwater.model.Finding.class, id)
                        .filter(stored -> stored.value().status().mayBeOwed())
                        .isPresent())
                .toList();
    }

    private static void close(Transaction tx, Ending ending, String batch) {
        Stored<io.breakwater.model.Finding> stored = tx.state()
                .lock(io.breakwater.model.Finding.class, ending.finding())
                .orElseThrow();
        io.breakwater.model.Finding finding = stored.value();
        if (finding.status().mayBeOwed()) {
            EventRef by = ending.by();
            tx.append(
                    ACTOR,
                    new FindingClosedAfterAll(
                            finding.id(),
                            finding.incident(),
                            by.time(),
                            Texts.shown(by.principal(), MOST_NAME),
                            Optional.of(by.id()).filter(id -> !id.isEmpty()).map(id -> Texts.shown(id, MOST_NAME)),
                            batch));
            tx.state().update(stored, finding.with(FindingStatus.SETTLED, finding.acceptance()));
        }
    }

    /** Raises what no log has brought, but time. */
    List<FindingRaised> raise(List<Finding> findings, Function<Finding, Raising> raising) {
        return journal.transact(tx -> {
                    List<Fresh> fresh = fresh(tx, findings, raising);
                    lockIncidents(tx, fresh, List.of());
                    fresh.forEach(found -> raise(tx, found));
                    return fresh.stream().map(Fresh::fact).toList();
                })
                .value();
    }

    private static void lockIncidents(Transaction tx, List<Fresh> fresh, List<String> over) {
        lockIncidents(
                tx,
                Stream.concat(
                        fresh.stream().map(found -> found.fact().incident()),
                        over.stream()
                                .map(id -> tx.state()
                                        .find(io.breakwater.model.Finding.class, id)
                                        .flatMap(stored -> stored.value().incident()))));
    }

    /** Incidents before their counters, always in the same order, as everybody does. */
    static void lockIncidents(Transaction tx, Stream<Optional<IncidentId>> incidents) {
        incidents
                .flatMap(Optional::stream)
                .map(IncidentId::value)
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(id -> tx.state().lock(Incident.class, id));
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

    private static LogBatchSeen seen(LogBatch batch, int raised, LogHours hours) {
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
                batch.known(),
                batch.forgotten(),
                hours.gaps(),
                hours.filled());
    }
}
