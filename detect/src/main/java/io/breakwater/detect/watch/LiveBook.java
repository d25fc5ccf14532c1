package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverShelf;
import io.breakwater.detect.cover.JournalCover;
import io.breakwater.detect.watch.HeldGrants.Held;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Fact;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantFact;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The grants and incidents on the record, kept at hand: read in full once, and from then on only what facts have been about
 * since. Safe for threads.
 *
 * <p>Facts get their position a moment after they were committed, so the book may be behind by that moment. Whoever judges
 * with it judges again when it has changed ({@link Rejudge}).
 */
public final class LiveBook {
    private static final int PAGE = 1_000;
    /** When more grants than this have changed, all are indexed anew. */
    private static final int MOST_CHANGED = 2_000;

    private final Journal journal;
    private final JournalCover cover;
    private Map<String, Held> grants = new HashMap<>();
    private Map<String, Incident> incidents = new HashMap<>();
    private Optional<Back> back = Optional.empty();
    /** The grants that have changed since the back was made. */
    private final Set<String> changed = new HashSet<>();

    private long nextPosition = -1;
    private Optional<JournalBook> book = Optional.empty();

    /** @param cover how grants and incidents become cover */
    public LiveBook(Journal journal, JournalCover cover) {
        this.journal = journal;
        this.cover = cover;
    }

    /** The book as of now; the same object as before when nothing has changed. */
    synchronized JournalBook now() {
        if (nextPosition < 0) {
            load();
        } else {
            follow();
        }
        JournalBook now = book.orElseGet(this::build);
        book = Optional.of(now);
        return now;
    }

    /** What hardly changes, indexed once. */
    private record Back(CoverShelf shelf, HeldGrants grants) {}

    private JournalBook build() {
        Back below = back.filter(any -> changed.size() <= MOST_CHANGED).orElseGet(this::fill);
        List<Held> front = changed.stream()
                .map(id -> Objects.requireNonNull(grants.get(id)))
                .toList();
        CoverBook.Builder builder =
                CoverBook.builder().source(JournalCover.source()).on(below.shelf(), changed);
        front.forEach(held -> {
            builder.sameHuman(held.names());
            held.cover().ifPresent(builder::grant);
        });
        List<Incident> latestFirst = incidents.values().stream()
                .sorted(Comparator.comparing(Incident::declaredAt).reversed())
                .toList();
        latestFirst.forEach(incident -> cover.add(incident, builder));
        return new JournalBook(builder.build(), new HeldGrants(front), below.grants(), latestFirst);
    }

    private Back fill() {
        Back filled = new Back(
                CoverShelf.of(
                        grants.values().stream()
                                .flatMap(held -> held.cover().stream())
                                .toList(),
                        grants.values().stream().map(Held::names).collect(Collectors.toSet())),
                new HeldGrants(grants.values()));
        back = Optional.of(filled);
        changed.clear();
        return filled;
    }

    private Held held(Grant grant) {
        return new Held(
                cover.grant(grant),
                cover.names(grant.terms().requester()),
                cover.accounts(grant.terms().target()),
                grant.id(),
                grant.terms().incident());
    }

    /** The end of the log is noted first: what comes while the documents are read is read once more. */
    private void load() {
        long end = end();
        Map<String, Held> allGrants = new HashMap<>();
        Map<String, Incident> allIncidents = new HashMap<>();
        journal.read(tx -> {
            tx.state().each(Grant.class, Map.of(), grant -> allGrants.put(grant.id(), held(grant.value())));
            tx.state().each(Incident.class, Map.of(), incident -> allIncidents.put(incident.id(), incident.value()));
            return end;
        });
        grants = allGrants;
        incidents = allIncidents;
        nextPosition = end;
        back = Optional.empty();
        book = Optional.empty();
    }

    /** Behind the last position: positions have no holes, so it is found by halving. */
    private long end() {
        long beyond = 1;
        while (isThere(beyond - 1)) {
            beyond *= 2;
        }
        long low = beyond / 2;
        long high = beyond - 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (isThere(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isThere(long position) {
        return !journal.factsFrom(position, 1).isEmpty();
    }

    private void follow() {
        List<Recorded> page;
        do {
            page = journal.factsFrom(nextPosition, PAGE);
            take(page);
            nextPosition += page.size();
        } while (page.size() == PAGE);
    }

    private void take(List<Recorded> page) {
        Set<String> grantIds = new TreeSet<>();
        Set<String> incidentIds = new TreeSet<>();
        for (Recorded recorded : page) {
            Fact fact = recorded.envelope().fact();
            if (fact instanceof GrantFact grant) {
                grantIds.add(grant.grant().value());
            } else if (fact instanceof IncidentFact incident) {
                incidentIds.add(incident.incident().value());
            }
        }
        if (!grantIds.isEmpty() || !incidentIds.isEmpty()) {
            reread(grantIds, incidentIds);
        }
    }

    /** Grants and incidents as they are now. */
    private record Reread(List<Held> grants, List<Incident> incidents) {}

    /** Nothing here changes before all has been read: a reading that breaks off is begun anew, and must find the same news. */
    private void reread(Set<String> grantIds, Set<String> incidentIds) {
        Reread now = journal.read(tx -> new Reread(
                found(tx, Grant.class, grantIds).map(this::held).toList(),
                found(tx, Incident.class, incidentIds).toList()));
        for (Held held : now.grants()) {
            String id = held.id().value();
            if (!held.equals(grants.put(id, held))) {
                changed.add(id);
                book = Optional.empty();
            }
        }
        for (Incident incident : now.incidents()) {
            if (!incident.equals(incidents.put(incident.id().value(), incident))) {
                book = Optional.empty();
            }
        }
    }

    private static <T> Stream<T> found(Transaction tx, Class<T> kind, Set<String> ids) {
        return ids.stream().flatMap(id -> tx.state().find(kind, id).stream()).map(Stored::value);
    }
}
