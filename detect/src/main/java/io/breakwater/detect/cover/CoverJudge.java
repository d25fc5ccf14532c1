package io.breakwater.detect.cover;

import io.breakwater.detect.event.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of one event after the other what covers it. Wants the events in the order of their time, since it remembers where
 * a credential was used last; everything else is decided from the book alone. Not safe for threads but for {@link #search}.
 */
public final class CoverJudge {
    private final CoverBook book;
    private final GrantSearch grants;
    private final IncidentSearch incidents;
    private final TicketSearch tickets;
    private final ApprovalSearch approvals;
    private final TravelWatch travel;

    public CoverJudge(CoverBook book, CoverLimits limits) {
        this(book, limits, new TravelWatch(limits.travel()));
    }

    /** One that goes on with what another remembered of where credentials were used. */
    public CoverJudge(CoverBook book, CoverLimits limits, TravelWatch travel) {
        this.book = book;
        grants = new GrantSearch(book, limits);
        incidents = new IncidentSearch(book, limits);
        tickets = new TicketSearch(book, limits);
        approvals = new ApprovalSearch(book, limits);
        this.travel = travel;
    }

    /** What covers the event. */
    public CoverAnswer judge(LogEvent event) {
        return judge(event, search(event));
    }

    /** The same, of what was searched for before. */
    public CoverAnswer judge(LogEvent event, CoverSearch found) {
        Optional<String> travelled = found.credential().flatMap(credential -> travel.see(credential, event));
        return CoverAnswer.of(found.parts(), found.suspicion().or(() -> travelled), found.drill());
    }

    /** The part of the work that needs no order; safe for threads. */
    public CoverSearch search(LogEvent event) {
        if (event.time().equals(LogEvent.NO_TIME)) {
            return withoutTime();
        }
        EventMarks marks = EventMarks.of(event.principal());
        GrantSearch.Result grant = grants.search(event, marks);
        Optional<CoverGrant> held = grant.grant().map(GrantSearch.Candidate::grant);
        IncidentSearch.Result incident = incidents.search(event, marks, toIncident(held, marks));
        TicketSearch.Result ticket = tickets.search(event, marks, toTicket(held, marks, incident.incident()));
        if (incident.incident().isEmpty()) {
            incident = throughTicket(event, marks, held, ticket).orElse(incident);
        }
        PartAnswer approval = approvals.search(event, marks, held, ticket.ticket(), incident.incident());
        return new CoverSearch(
                List.of(grant.answer(), incident.answer(), ticket.answer(), approval),
                grant.suspicion(),
                incident.incident().map(CoverIncident::drill).orElse(false),
                credential(marks));
    }

    /** A window can neither hold nor leave out what happened at a time that nobody can read. */
    private static CoverSearch withoutTime() {
        List<PartAnswer> unknown = Stream.of(CoverPart.values())
                .map(part -> PartAnswer.unknown(part, Optional.empty(), "the event has no time that can be read"))
                .toList();
        return new CoverSearch(unknown, Optional.empty(), false, Optional.empty());
    }

    private Optional<Mark> credential(EventMarks marks) {
        for (Mark mark : marks.marks()) {
            if (book.isCredential(mark)) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }

    private static List<Reference> toIncident(Optional<CoverGrant> grant, EventMarks marks) {
        List<Reference> references = new ArrayList<>();
        grant.ifPresent(it -> it.incident().ifPresent(id -> references.add(new Reference(id, "grant " + it.id()))));
        references.addAll(bySession(marks));
        return references;
    }

    private List<Reference> toTicket(Optional<CoverGrant> grant, EventMarks marks, Optional<CoverIncident> incident) {
        List<Reference> references = new ArrayList<>();
        grant.ifPresent(it -> it.ticket().ifPresent(id -> references.add(new Reference(id, "grant " + it.id()))));
        bySession(marks).stream()
                .filter(reference -> book.ticket(reference.id()).isPresent())
                .forEach(references::add);
        incident.ifPresent(it ->
                it.tickets().stream().sorted().forEach(id -> references.add(new Reference(id, "incident " + it.id()))));
        return references;
    }

    private static List<Reference> bySession(EventMarks marks) {
        List<Reference> references = new ArrayList<>();
        marks.references().forEach(id -> references.add(new Reference(id, "the session's name")));
        return references;
    }

    private Optional<IncidentSearch.Result> throughTicket(
            LogEvent event, EventMarks marks, Optional<CoverGrant> grant, TicketSearch.Result ticket) {
        return ticket.ticket()
                .filter(it -> ticket.answer().found())
                .flatMap(it -> it.incident().map(id -> new Reference(id, "ticket " + it.id())))
                .map(reference -> {
                    List<Reference> references = toIncident(grant, marks);
                    references.add(reference);
                    return incidents.search(event, marks, references);
                });
    }
}
