package io.breakwater.access.grant;

import io.breakwater.access.people.Directory;
import io.breakwater.ledger.Journal;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.Caller;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.TargetName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grants as one person sees them.
 *
 * <p>Who holds any function sees every grant: in an emergency everybody who works on it has to know what is open. Who
 * holds none sees their own. Everything else looks as if it were not there.
 */
public final class Grants {
    private static final int PAGE = 200;
    private final Journal journal;

    public Grants(Journal journal) {
        this.journal = journal;
    }

    /**
     * A grant as somebody sees it.
     *
     * @param version of the document, for ETags
     * @param missing approvals that are still missing, counted with everybody's functions as they are now
     */
    public record Seen(Grant grant, long version, Map<Function, Integer> missing) {}

    /** What to list; empty means all. */
    public record Filter(Optional<IncidentId> incident, Optional<GrantState> state, Optional<TargetName> target) {
        Map<String, Object> matching() {
            Map<String, Object> fields = new HashMap<>();
            incident.ifPresent(i -> fields.put("terms.incident", i.value()));
            state.ifPresent(s -> fields.put("state", s.name()));
            target.ifPresent(t -> fields.put("terms.target", t.value()));
            return fields;
        }
    }

    /**
     * One grant.
     *
     * @throws io.breakwater.model.BreakwaterException {@code NOT_FOUND} when there is none, or not for this person
     */
    public Seen find(Caller caller, GrantId id) {
        return journal.read(tx -> {
            Person person = Directory.requireActive(tx, caller);
            Stored<Grant> stored = tx.state().find(Grant.class, id.value()).orElseThrow(() -> OpenRecord.notFound(id));
            requireVisible(tx, person, stored.value());
            return seen(tx, stored);
        });
    }

    /** Grants in order of their names, after the given one ({@code ""} for the beginning). */
    public List<Seen> list(Caller caller, Filter filter, String after, int limit) {
        return journal.read(tx -> {
            Person person = Directory.requireActive(tx, caller);
            List<Seen> found = new ArrayList<>();
            String last = after;
            List<Stored<Grant>> page;
            do {
                page = tx.state().list(Grant.class, filter.matching(), last, PAGE);
                for (Stored<Grant> stored : page) {
                    last = stored.id();
                    if (found.size() < limit && isVisible(tx, person, stored.value())) {
                        found.add(seen(tx, stored));
                    }
                }
            } while (page.size() == PAGE && found.size() < limit);
            return List.copyOf(found);
        });
    }

    /** The grants that somebody of no name in particular has to work on: for the clock and the reconciler. */
    static List<Grant> inState(Journal journal, GrantState state) {
        return journal.read(tx -> {
            List<Grant> found = new ArrayList<>();
            tx.state().each(Grant.class, Map.of("state", state.name()), stored -> found.add(stored.value()));
            return found;
        });
    }

    static boolean maySee(Person person, Person requester) {
        return person.sameHumanAs(requester) || !person.functions().isEmpty();
    }

    /** The requester of a grant the person may see; {@code NOT_FOUND} otherwise. */
    static Person requireVisible(Transaction tx, Person person, Grant grant) {
        return requester(tx, grant.terms().requester())
                .filter(requester -> maySee(person, requester))
                .orElseThrow(() -> OpenRecord.notFound(grant.id()));
    }

    private static boolean isVisible(Transaction tx, Person person, Grant grant) {
        return requester(tx, grant.terms().requester())
                .filter(requester -> maySee(person, requester))
                .isPresent();
    }

    private static Optional<Person> requester(Transaction tx, PersonId id) {
        return Directory.find(tx, id);
    }

    private static Seen seen(Transaction tx, Stored<Grant> stored) {
        Grant grant = stored.value();
        Map<Function, Integer> missing = grant.state() == GrantState.REQUESTED
                ? Deciders.about(tx, grant.terms().requester()).missing(grant)
                : Map.of();
        return new Seen(grant, stored.version(), missing);
    }
}
