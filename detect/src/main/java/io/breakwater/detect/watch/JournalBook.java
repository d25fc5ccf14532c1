package io.breakwater.detect.watch;

import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.JournalCover;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The grants and incidents on the record at one moment: as cover, and to find the incident an event belongs to. */
final class JournalBook {
    private static final int PAGE = 1_000;

    private final CoverBook book;
    private final Map<String, Grant> grants = new HashMap<>();
    private final List<Incident> incidents = new ArrayList<>();

    private JournalBook(Transaction tx, JournalCover cover) {
        CoverBook.Builder builder = CoverBook.builder().source(JournalCover.source());
        each(tx, Grant.class, grant -> {
            cover.add(grant, builder);
            grants.put(grant.id().value(), grant);
        });
        each(tx, Incident.class, incident -> {
            cover.add(incident, builder);
            incidents.add(incident);
        });
        incidents.sort(Comparator.comparing(Incident::declaredAt).reversed());
        book = builder.build();
    }

    static JournalBook read(Journal journal, JournalCover cover) {
        return journal.read(tx -> new JournalBook(tx, cover));
    }

    private static <T> void each(Transaction tx, Class<T> kind, Consumer<T> take) {
        String after = "";
        List<Stored<T>> page;
        do {
            page = tx.state().list(kind, Map.of(), after, PAGE);
            page.forEach(stored -> take.accept(stored.value()));
            after = page.isEmpty() ? after : page.get(page.size() - 1).id();
        } while (page.size() == PAGE);
    }

    CoverBook book() {
        return book;
    }

    /** The grant of that name, if there is one. */
    Optional<GrantId> grant(String name) {
        return Optional.ofNullable(grants.get(name)).map(Grant::id);
    }

    /** The incident of the grant; else the one that was found to cover it; else the latest one that was open then. */
    Optional<IncidentId> incident(Optional<GrantId> grant, Optional<String> covering, Instant time) {
        return grant.flatMap(id -> Optional.ofNullable(grants.get(id.value())))
                .map(known -> known.terms().incident())
                .or(() -> incidents.stream()
                        .filter(incident ->
                                covering.filter(incident.id().value()::equals).isPresent())
                        .map(Incident::id)
                        .findFirst())
                .or(() -> incidents.stream()
                        .filter(incident -> isOpenAt(incident, time))
                        .map(Incident::id)
                        .findFirst());
    }

    private static boolean isOpenAt(Incident incident, Instant time) {
        return !time.isBefore(incident.declaredAt())
                && incident.closedAt().filter(time::isAfter).isEmpty();
    }
}
