package io.breakwater.detect.cover;

import io.breakwater.detect.cover.CoverTicket.Standing;
import io.breakwater.detect.cover.Mark.Kind;
import io.breakwater.model.Approval;
import io.breakwater.model.Grant;
import io.breakwater.model.Incident;
import io.breakwater.model.PersonId;
import io.breakwater.model.TargetName;
import io.breakwater.model.TicketClaim;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fills a book of cover from the grants and incidents on the record.
 *
 * <p>A grant opens a target of ours; only where it is known which cloud accounts a target is does the grant cover what its
 * holder does there under the own name. What is done with the account that was made for the grant is its always.
 */
public final class JournalCover {
    private static final String SOURCE = "journal";

    private final Map<TargetName, Scope> targets;
    private final Function<PersonId, Collection<String>> namesOf;

    /**
     * @param targets what the targets are in the clouds, as far as that is known
     * @param namesOf the names a person has in logs, the own id not needed
     */
    public JournalCover(Map<TargetName, Scope> targets, Function<PersonId, Collection<String>> namesOf) {
        this.targets = Map.copyOf(targets);
        this.namesOf = namesOf;
    }

    /** The journal as a source: it has everything it was ever told. */
    public static CoverSource source() {
        return new CoverSource(SOURCE, SOURCE, Set.of(CoverPart.values()), Window.ALWAYS, Optional.empty());
    }

    /** The journal as a source that cannot be asked now. */
    public static CoverSource unreachable(String why) {
        return new CoverSource(SOURCE, SOURCE, Set.of(CoverPart.values()), Window.ALWAYS, Optional.of(why));
    }

    /** Adds a grant; one that never opened anything covers nothing and is left out. */
    public void add(Grant grant, CoverBook.Builder book) {
        book.sameHuman(names(grant.terms().requester()));
        grant(grant).ifPresent(book::grant);
    }

    /** The grant as cover; empty when it never opened anything. */
    public Optional<CoverGrant> grant(Grant grant) {
        return grant.activatedAt()
                .map(since -> new CoverGrant(
                        grant.id().value(),
                        SOURCE,
                        marks(grant),
                        new Window(Optional.of(since), grant.endedAt().or(grant::endsAt)),
                        targets.getOrDefault(grant.terms().target(), Scope.ANYTHING),
                        List.of(),
                        Optional.of(grant.terms().requester().value()),
                        Optional.of(grant.terms().incident().value()),
                        grant.terms().ticket(),
                        grant.approvals().stream()
                                .map(one -> approval(grant, one))
                                .toList()));
    }

    /** The names under which a person stands in logs. */
    public Set<String> names(PersonId person) {
        Set<String> names = new HashSet<>(namesOf.apply(person));
        names.add(person.value());
        return names;
    }

    /** The cloud accounts a target is, as far as that is known. */
    public Set<String> accounts(TargetName target) {
        return Optional.ofNullable(targets.get(target)).map(Scope::accounts).orElse(Set.of());
    }

    private Set<Mark> marks(Grant grant) {
        Set<Mark> marks = new HashSet<>();
        grant.account().ifPresent(account -> {
            marks.add(new Mark(Kind.ACCESS_KEY, account));
            marks.add(new Mark(Kind.SESSION_NAME, account));
            marks.add(new Mark(Kind.SOURCE_IDENTITY, account));
            marks.add(new Mark(Kind.PRINCIPAL, account));
        });
        if (targets.containsKey(grant.terms().target())) {
            marks.add(new Mark(Kind.PRINCIPAL, grant.terms().requester().value()));
        }
        return marks;
    }

    private static CoverApproval approval(Grant grant, Approval given) {
        return new CoverApproval(
                grant.id().value(),
                SOURCE,
                Optional.of(given.by().value()),
                Optional.of(given.at()),
                given.decision() == Approval.Decision.APPROVE);
    }

    /** Adds an incident, with the tickets claimed for it. */
    public void add(Incident incident, CoverBook.Builder book) {
        Set<String> people = incident.roles().values().stream()
                .flatMap(List::stream)
                .flatMap(person -> names(person).stream())
                .collect(Collectors.toSet());
        book.incident(new CoverIncident(
                incident.id().value(),
                SOURCE,
                new Window(Optional.of(incident.declaredAt()), incident.closedAt()),
                incident.drill(),
                people,
                Set.of(),
                incident.tickets().stream().map(TicketClaim::reference).collect(Collectors.toSet())));
        incident.tickets().forEach(claim -> book.ticket(ticket(incident, claim)));
    }

    private static CoverTicket ticket(Incident incident, TicketClaim claim) {
        return new CoverTicket(
                claim.reference(),
                SOURCE,
                switch (claim.status()) {
                    case CONFIRMED -> Standing.STANDS;
                    case CLAIMED -> Standing.CLAIMED;
                    case REFUTED -> Standing.VOID;
                },
                Window.ALWAYS,
                Scope.ANYTHING,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(incident.id().value()),
                List.of());
    }
}
