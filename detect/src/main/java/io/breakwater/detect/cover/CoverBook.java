package io.breakwater.detect.cover;

import io.breakwater.detect.cover.Mark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
    private static final String ANY_ACCOUNT = "*";

    final People people;
    final CoverSources sources;
    private final WindowIndex<CoverGrant> grantsByMark;
    private final WindowIndex<CoverGrant> grantsByMarkAndAccount;
    private final WindowIndex<CoverGrant> grantsWithoutHolder;
    private final Map<String, CoverIncident> incidents;
    private final WindowIndex<CoverIncident> incidentsByLink;
    private final Map<String, CoverTicket> tickets;
    private final WindowIndex<CoverTicket> ticketsByPerson;
    private final Map<String, List<CoverApproval>> approvals;

    private CoverBook(Builder from) {
        people = from.people.build();
        sources = new CoverSources(from.sources);
        var byMark = new WindowIndex.Builder<>(CoverGrant::window);
        var byMarkAndAccount = new WindowIndex.Builder<>(CoverGrant::window);
        var withoutHolder = new WindowIndex.Builder<>(CoverGrant::window);
        from.grants.stream().distinct().sorted(GRANTS).forEach(grant -> {
            for (String mark : keys(grant.marks())) {
                byMark.add(mark, grant);
                accounts(grant.scope()).forEach(account -> byMarkAndAccount.add(mark + '|' + account, grant));
            }
            if (grant.marks().isEmpty()) {
                accounts(grant.scope()).forEach(account -> withoutHolder.add(account, grant));
            }
        });
        grantsByMark = byMark.build();
        grantsByMarkAndAccount = byMarkAndAccount.build();
        grantsWithoutHolder = withoutHolder.build();
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

    static final Comparator<CoverGrant> GRANTS = Comparator.comparing(CoverGrant::id)
            .thenComparing(CoverGrant::source)
            .thenComparing(CoverGrant::toString);

    private List<String> keys(Collection<Mark> marks) {
        return marks.stream().map(this::key).distinct().toList();
    }

    private String key(Mark mark) {
        return mark.kind() + ":" + (mark.kind() == Kind.PRINCIPAL ? people.human(mark.value()) : mark.value());
    }

    private static Collection<String> accounts(Scope scope) {
        return scope.accounts().isEmpty()
                ? Set.of(ANY_ACCOUNT)
                : scope.accounts().stream().map(Mark::folded).toList();
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
        return !grantsByMark.isEmpty() || !grantsWithoutHolder.isEmpty();
    }

    boolean hasIncidents() {
        return !incidents.isEmpty();
    }

    boolean hasTickets() {
        return !tickets.isEmpty();
    }

    /** The grants that carry the mark, are for the account or for any, and are in force; the latest start first. */
    List<CoverGrant> inForce(Mark mark, String account, Instant time, long tolerance, int most) {
        List<CoverGrant> found = new ArrayList<>(
                grantsByMarkAndAccount.at(key(mark) + '|' + Mark.folded(account), time, tolerance, most));
        found.addAll(grantsByMarkAndAccount.at(key(mark) + '|' + ANY_ACCOUNT, time, tolerance, most));
        return found;
    }

    /** The grants that carry the mark and are in force, for whatever account. */
    List<CoverGrant> inForceAnywhere(Mark mark, Instant time, long tolerance, int most) {
        return grantsByMark.at(key(mark), time, tolerance, most);
    }

    /** The grants in force whose holder no source names. */
    List<CoverGrant> withoutHolder(String account, Instant time, long tolerance, int most) {
        List<CoverGrant> found = new ArrayList<>(grantsWithoutHolder.at(Mark.folded(account), time, tolerance, most));
        found.addAll(grantsWithoutHolder.at(ANY_ACCOUNT, time, tolerance, most));
        return found;
    }

    Optional<CoverGrant> endedBefore(Mark mark, Instant time) {
        return grantsByMark.endedBefore(key(mark), time);
    }

    Optional<CoverGrant> beginsAfter(Mark mark, Instant time) {
        return grantsByMark.beginsAfter(key(mark), time);
    }

    /**
     * Whether the mark belongs to what grants hand out, and to nobody as a person: an access key always, a session name or
     * source identity when only one grant has it.
     */
    boolean isCredential(Mark mark) {
        int carriers = mark.kind() == Kind.PRINCIPAL ? 0 : grantsByMark.count(key(mark));
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

        private Builder() {}

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
