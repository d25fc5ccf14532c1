package io.breakwater.response.readiness;

import io.breakwater.ledger.Journal;
import io.breakwater.ledger.Recorded;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Debt;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentStatus;
import io.breakwater.response.timeline.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores an incident against the three audit blockers from its facts, looks whether all content is there that should
 * be, and lists what is owed.
 */
public final class AssessReadiness {
    /** A fact gets its place in the log within a second; one that has none after this long is stuck. */
    public static final Duration LONGEST_WITHOUT_POSITION = Duration.ofMinutes(1);

    private static final int MOST_NAMED = 5;

    private final Journal journal;

    public AssessReadiness(Journal journal) {
        this.journal = journal;
    }

    /**
     * How the incident stands.
     *
     * @throws BreakwaterException {@code NOT_FOUND} when there is no such incident
     */
    public Readiness asOfNow(IncidentId incident) {
        List<Recorded> facts = Facts.of(journal, incident).toList();
        Situation now = journal.read(tx -> situation(tx, incident));
        List<String> alsoMissing = new ArrayList<>();
        missingContent(facts).ifPresent(alsoMissing::add);
        unplaced(facts, now.time()).ifPresent(alsoMissing::add);
        List<Blocker> blockers = Scoring.of(Dossier.of(facts.stream()), alsoMissing);
        boolean closed = now.incident().status() != IncidentStatus.OPEN;
        boolean ready = closed && now.owed().isEmpty() && blockers.stream().noneMatch(Blocker::blocks);
        return new Readiness(ready, blockers, now.owed());
    }

    private static Situation situation(Transaction tx, IncidentId id) {
        Incident incident = tx.state()
                .find(Incident.class, id.value())
                .map(Stored::value)
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no incident " + id));
        return new Situation(incident, OwedDebts.of(tx, id), tx.now());
    }

    private Optional<String> missingContent(List<Recorded> facts) {
        Set<String> erased = new java.util.HashSet<>();
        facts.forEach(recorded -> {
            if (recorded.envelope().fact() instanceof ContentErased gone) {
                erased.add(gone.digest());
            }
        });
        List<String> missing = facts.stream()
                .flatMap(recorded -> Facts.contents(recorded.envelope().fact()).stream())
                .filter(ref -> !erased.contains(ref.digest()))
                .filter(this::lost)
                .map(ContentRef::digest)
                .distinct()
                .toList();
        return some("content is missing or altered, and was not erased on the record: ", missing);
    }

    private boolean lost(ContentRef ref) {
        try {
            return journal.content(ref).isEmpty();
        } catch (BreakwaterException e) {
            if (e.code() == Code.INTERNAL) {
                return true;
            }
            throw e;
        }
    }

    private static Optional<String> unplaced(List<Recorded> facts, Instant now) {
        List<String> stuck = facts.stream()
                .filter(recorded -> recorded.position().isEmpty())
                .filter(recorded -> recorded.envelope()
                        .time()
                        .plus(LONGEST_WITHOUT_POSITION)
                        .isBefore(now))
                .map(recorded -> recorded.envelope().id().value())
                .toList();
        return some("facts have no place in the log yet (is the ledger rolled back?): ", stuck);
    }

    private static Optional<String> some(String words, List<String> names) {
        String more = names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "";
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(words + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + more);
    }

    private record Situation(Incident incident, List<Debt> owed, Instant time) {}
}
