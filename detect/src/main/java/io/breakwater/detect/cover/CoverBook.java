package io.breakwater.detect.cover;

import io.breakwater.detect.cover.Mark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can cover an event, indexed by what events are recognised by. Immutable; safe for threads.
 *
 * <p>The same content gives the same answers. Order of input decides only between two accounts of one thing by one source.
 */
public final class CoverBook {
    final People people;
    final CoverSources sources;
    private final GrantLayers grants;
    private final Map<String, CoverIncident> incidents;
    private final WindowIndex<CoverIncident> incidentsByLink;
    private final Map<String, CoverTicket> tickets;
    private final WindowIndex<CoverTicket> ticketsByPerson;
    private final Map<String, List<CoverApproval>> approvals;

    private CoverBook(Builder from) {
        people = from.people.build();
        sources = new CoverSources(from.sources);
        grants = from.layers(people);
        incidents = Map.copyOf(from.incidents);
        incidentsByLink = links(incidents.values());
        tickets = Map.copyOf(from.tickets);
        ticketsByPerson = persons(tickets.values());
        approvals = new HashMap<>();
        from.approvals.stream()
                .distinct()
                .forEach(approval -> approvals
                        .computeIfAbsent(Mark.folded(approval.of()), fresh -> new ArrayList<>(1))
                        .add(approval));
    }

    private WindowIndex<CoverIncident> links(Collection<CoverIncident> all) {
        var index = new WindowIndex.Builder<>(CoverIncident::window);
        all.stream().sorted(Comparator.comparing(CoverIncident::id)).forEach(incident -> {
            incident.people().stream()
                    .map(people::human)
                    .distinct()
                    .forEach(human -> index.add("who:" + human, incident));
            incident.accounts().forEach(account -> index.add("account:" + Mark.folded(account), incident));
        });
        return index.build();
    }

    private WindowIndex<CoverTicket> persons(Collection<CoverTicket> all) {
        var index = new WindowIndex.Builder<>(CoverTicket::window);
        all.stream()
                .sorted(Comparator.comparing(CoverTicket::id))
                .forEach(ticket -> ticket.people().stream()
                        .map(people::human)
                        .distinct()
                        .forEach(human -> index.add(human, ticket)));
        return index.build();
    }

    boolean hasGrants() {
        return !grants.isEmpty();
    }

    boolean hasIncidents() {
        return !incidents.isEmpty();
    }

    boolean hasTickets() {
        return !tickets.isEmpty();
    }

    /** The grants that carry the mark, are for the account or for any, and are in force; the latest start first. */
    List<CoverGrant> inForce(Mark mark, String account, Instant time, long tolerance, int most) {
        return grants.inForce(mark, account, time, tolerance, most);
    }

    /** The grants that carry the mark and are in force, for whatever account. */
    List<CoverGrant> inForceAnywhere(Mark mark, Instant time, long tolerance, int most) {
        return grants.inForceAnywhere(mark, time, tolerance, most);
    }

    /** The grants in force whose holder no source names. */
    List<CoverGrant> withoutHolder(String account, Instant time, long tolerance, int most) {
        return grants.withoutHolder(account, time, tolerance, most);
    }

    Optional<CoverGrant> endedBefore(Mark mark, Instant time) {
        return grants.endedBefore(mark, time);
    }

    Optional<CoverGrant> beginsAfter(Mark mark, Instant time) {
        return grants.beginsAfter(mark, time);
    }

    /**
     * Whether the mark belongs to what grants hand out, and to nobody as a person: an access key always, a session name or
     * source identity when only one grant has it.
     */
    boolean isCredential(Mark mark) {
        int carriers = mark.kind() == Kind.PRINCIPAL || !hasGrants() ? 0 : grants.carriers(mark);
        return carriers == 1 || carriers > 1 && mark.kind() == Kind.ACCESS_KEY;
    }

    Optional<CoverIncident> incident(String id) {
        return Optional.ofNullable(incidents.get(Mark.folded(id)));
    }

    List<CoverIncident> incidentsOf(String name, Instant time, long tolerance, int most) {
        return incidentsByLink.at("who:" + people.human(name), time, tolerance, most);
    }

    List<CoverIncident> incidentsOn(String account, Instant time, long tolerance, int most) {
        return incidentsByLink.at("account:" + Mark.folded(account), time, tolerance, most);
    }

    Optional<CoverTicket> ticket(String id) {
        return Optional.ofNullable(tickets.get(Mark.folded(id)));
    }

    List<CoverTicket> ticketsOf(String name, Instant time, long tolerance, int most) {
        return ticketsByPerson.at(people.human(name), time, tolerance, most);
    }

    List<CoverApproval> approvals(String of) {
        return approvals.getOrDefault(Mark.folded(of), List.of());
    }

    /** A book to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    /** Takes what can cover, in any order. */
    public static final class Builder {
        private final People.Builder people = new People.Builder();
        private final List<CoverSource> sources = new ArrayList<>();
        private final List<CoverGrant> grants = new ArrayList<>();
        private final List<CoverApproval> approvals = new ArrayList<>();
        private final Map<String, CoverIncident> incidents = new LinkedHashMap<>();
        private final Map<String, CoverTicket> tickets = new LinkedHashMap<>();

        private Optional<CoverShelf> shelf = Optional.empty();
        private final Set<String> replaced = new HashSet<>();

        private Builder() {}

        /**
         * The grants of the shelf are in the book too, but for those of these ids, which are only there as they are put in
         * here, if they are.
         */
        public Builder on(CoverShelf below, Collection<String> but) {
            shelf = Optional.of(below);
            but.stream().filter(below.grants()::containsKey).forEach(replaced::add);
            people.all(below.people());
            return this;
        }

        /** On the shelf's index, unless somebody on it turned out to be somebody else: then all are indexed anew. */
        private GrantLayers layers(People now) {
            return shelf.map(below -> now.agreesWith(below.people()) ? on(below, now) : anew(below, now))
                    .orElseGet(() -> GrantLayers.of(new GrantIndex(grants, now)));
        }

        private GrantLayers on(CoverShelf below, People now) {
            List<CoverGrant> before = replaced.stream()
                    .flatMap(id -> Optional.ofNullable(below.grants().get(id)).stream())
                    .toList();
            return GrantLayers.of(
                    new GrantIndex(grants, now), below.index().askedWith(now), new GrantIndex(before, now), replaced);
        }

        private GrantLayers anew(CoverShelf below, People now) {
            List<CoverGrant> all = new ArrayList<>(grants);
            below.grants().values().stream()
                    .filter(grant -> !replaced.contains(grant.id()))
                    .forEach(all::add);
            return GrantLayers.of(new GrantIndex(all, now));
        }

        /** A place that cover is read from. */
        public Builder source(CoverSource source) {
            sources.add(source);
            return this;
        }

        /** One grant; the same one twice counts once. */
        public Builder grant(CoverGrant grant) {
            grants.add(grant);
            return this;
        }

        /** One incident; of two with one id, the one from the source whose name sorts last is kept. */
        public Builder incident(CoverIncident incident) {
            incidents.merge(
                    Mark.folded(incident.id()), incident, (a, b) -> a.source().compareTo(b.source()) > 0 ? a : b);
            return this;
        }

        /** One ticket; of two with one id, the one that changed last is kept. */
        public Builder ticket(CoverTicket ticket) {
            tickets.merge(Mark.folded(ticket.id()), ticket, (a, b) -> NEWEST.compare(a, b) > 0 ? a : b);
            return this;
        }

        private static final Comparator<CoverTicket> NEWEST = Comparator.comparing(
                        (CoverTicket ticket) -> ticket.updated().orElse(Instant.MIN))
                .thenComparing(CoverTicket::source);

        /** One decision. */
        public Builder approval(CoverApproval approval) {
            approvals.add(approval);
            return this;
        }

        /** Says that all these names are one human being. */
        public Builder sameHuman(Collection<String> names) {
            people.same(names);
            return this;
        }

        /** The book; the builder is not used any more. */
        public CoverBook build() {
            return new CoverBook(this);
        }
    }
}
