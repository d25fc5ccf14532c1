package io.breakwater.detect.watch;

import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.LogCoverage;
import io.breakwater.detect.watch.JournalBookmarks.LogHole;
import io.breakwater.detect.watch.LogHours.LogDay;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Actor;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.LogCoverageTaken;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.LogGap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts on the record what the logs of an incident's time show, in figures: before its evidence is sealed. The same figures
 * are not said twice.
 *
 * <p>An hour without logs counts of an account as a whole, since regions where nothing happens are quiet for days; and only
 * once its logs must have been delivered.
 */
public final class TakeCoverage {
    private static final Actor ACTOR = Actor.system("watch");
    private static final int HOURS = 24;
    private static final long SECONDS = 3_600;
    /** Of an incident that goes on for longer, the rest is not looked through. */
    private static final Duration LONGEST = Duration.ofDays(92);

    private static final int MOST_GAPS = 100;

    private final Journal journal;

    public TakeCoverage(Journal journal) {
        this.journal = journal;
    }

    /** What was said last about an incident. */
    record CoverageSaid(LogCoverageTaken fact) {}

    /**
     * Takes it.
     *
     * @throws BreakwaterException {@code NOT_FOUND}
     */
    public void of(IncidentId id) {
        journal.transact(tx -> {
            Incident incident = tx.state()
                    .lock(Incident.class, id.value())
                    .map(Stored::value)
                    .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no incident " + id));
            LogCoverageTaken now = taken(tx, incident);
            Optional<Stored<CoverageSaid>> before = tx.state().lock(CoverageSaid.class, id.value());
            boolean isNew =
                    before.filter(said -> isSame(said.value().fact(), now)).isEmpty();
            if (isNew) {
                tx.append(ACTOR, now);
                before.ifPresentOrElse(
                        said -> tx.state().update(said, new CoverageSaid(now)),
                        () -> tx.state().insert(id.value(), new CoverageSaid(now)));
            }
            return isNew;
        });
    }

    /** Of an incident that is still open the end goes on; that alone is no news. */
    private static boolean isSame(LogCoverageTaken one, LogCoverageTaken other) {
        return one.records() == other.records()
                && one.findings() == other.findings()
                && one.covered() == other.covered()
                && one.gaps().equals(other.gaps());
    }

    private static LogCoverageTaken taken(Transaction tx, Incident incident) {
        Instant from = incident.declaredAt();
        Instant to = earlier(incident.closedAt().orElse(tx.now()), from.plus(LONGEST));
        Map<String, SortedMap<Long, Long>> places = new TreeMap<>();
        Map<String, SortedMap<Long, Long>> accounts = new TreeMap<>();
        hours(tx, hour(from), hour(to), places, accounts);
        List<Finding> findings = findings(tx, incident.id());
        long needing =
                findings.stream().flatMap(f -> f.standing().verdict().stream()).count();
        return new LogCoverageTaken(
                Optional.of(incident.id()),
                from,
                to,
                places.size(),
                places.values().stream()
                        .flatMap(hours -> hours.values().stream())
                        .mapToLong(Long::longValue)
                        .sum(),
                findings.size(),
                needing,
                findings.stream()
                        .filter(finding -> Rejudge.isSettled(finding.standing().verdict()))
                        .count(),
                gaps(
                        holes(tx, from, to),
                        accounts,
                        hour(from),
                        Math.min(hour(to), hour(tx.now().minus(LogCoverage.LATE)) - 1)));
    }

    /** Times of which numbered records are missed: of which accounts they were, nobody knows. */
    private static List<LogGap> holes(Transaction tx, Instant from, Instant to) {
        return all(tx, LogHole.class, Map.of()).stream()
                .filter(hole -> hole.from().isBefore(to) && hole.to().isAfter(from))
                .sorted(Comparator.comparing(LogHole::from).thenComparing(LogHole::lane))
                .map(hole ->
                        new LogGap(hole.source() + " (" + hole.lane() + ")", Gap.EVERY_REGION, hole.from(), hole.to()))
                .toList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static long hour(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS);
    }

    private static void hours(
            Transaction tx,
            long first,
            long last,
            Map<String, SortedMap<Long, Long>> places,
            Map<String, SortedMap<Long, Long>> accounts) {
        for (long day = Math.floorDiv(first, (long) HOURS); day <= Math.floorDiv(last, (long) HOURS); day++) {
            for (LogDay logged : all(tx, LogDay.class, Map.of("day", (int) day))) {
                for (int i = 0; i < HOURS; i++) {
                    long hour = (long) logged.day() * HOURS + i;
                    long records = logged.records().get(i);
                    if (records > 0 && hour >= first && hour <= last) {
                        add(places, logged.account() + "/" + logged.region(), hour, records);
                        add(accounts, logged.account(), hour, records);
                    }
                }
            }
        }
    }

    private static void add(Map<String, SortedMap<Long, Long>> to, String name, long hour, long records) {
        to.computeIfAbsent(name, any -> new TreeMap<>()).merge(hour, records, Long::sum);
    }

    private static List<Finding> findings(Transaction tx, IncidentId incident) {
        return all(tx, Finding.class, Map.of("standing.incident", incident.value()));
    }

    private static <T> List<T> all(Transaction tx, Class<T> kind, Map<String, Object> matching) {
        List<T> all = new ArrayList<>();
        tx.state().each(kind, matching, stored -> all.add(stored.value()));
        return all;
    }

    private static List<LogGap> gaps(
            List<LogGap> holes, Map<String, SortedMap<Long, Long>> accounts, long first, long last) {
        List<LogGap> gaps = new ArrayList<>(holes);
        accounts.forEach((account, hours) -> {
            long next = first;
            for (long hour : hours.keySet()) {
                gap(account, next, Math.min(hour, last + 1), gaps);
                next = hour + 1;
            }
            gap(account, next, last + 1, gaps);
        });
        return List.copyOf(gaps.subList(0, Math.min(gaps.size(), MOST_GAPS)));
    }

    private static void gap(String account, long from, long end, List<LogGap> into) {
        if (from < end) {
            into.add(new LogGap(
                    account,
                    Gap.EVERY_REGION,
                    Instant.ofEpochSecond(from * SECONDS),
                    Instant.ofEpochSecond(end * SECONDS)));
        }
    }
}
