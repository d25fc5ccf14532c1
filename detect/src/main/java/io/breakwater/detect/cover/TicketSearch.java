package io.breakwater.detect.cover;

import io.breakwater.detect.event.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the ticket an event is recorded under. */
final class TicketSearch {
    private static final int MOST_CANDIDATES = 64;

    private final CoverBook book;
    private final CoverLimits limits;

    TicketSearch(CoverBook book, CoverLimits limits) {
        this.book = book;
        this.limits = limits;
    }

    record Result(PartAnswer answer, Optional<CoverTicket> ticket) {}

    private record Candidate(CoverTicket ticket, String link, Fit fit) {}

    private static final Comparator<Candidate> BEST = Comparator.comparing(
                    (Candidate candidate) -> candidate.fit().state())
            .thenComparing(candidate -> candidate.ticket().window().firstMillis(), Comparator.reverseOrder())
            .thenComparing(candidate -> candidate.ticket().id());

    Result search(LogEvent event, EventMarks marks, List<Reference> references) {
        if (!book.hasTickets()) {
            return new Result(missing(event, references, List.of()), Optional.empty());
        }
        List<Candidate> named = references.stream()
                .flatMap(reference -> book
                        .ticket(reference.id())
                        .map(ticket -> new Candidate(ticket, "named by " + reference.by(), byName(event, ticket)))
                        .stream())
                .sorted(BEST)
                .toList();
        List<Candidate> all = new ArrayList<>(named);
        all.addAll(byPerson(event, marks).sorted(BEST).toList());
        return Stream.of(Fit.State.YES, Fit.State.UNKNOWN)
                .flatMap(state ->
                        all.stream().filter(candidate -> candidate.fit().state() == state))
                .findFirst()
                .map(best -> new Result(answer(best), Optional.of(best.ticket())))
                .orElseGet(() -> new Result(missing(event, references, all), Optional.empty()));
    }

    private static PartAnswer answer(Candidate best) {
        CoverTicket ticket = best.ticket();
        return best.fit().yes()
                ? PartAnswer.found(
                        CoverPart.TICKET,
                        ticket.id(),
                        best.link() + ", " + ticket.window().inWords() + " (" + ticket.source() + ")")
                : PartAnswer.unknown(
                        CoverPart.TICKET,
                        Optional.of(ticket.id()),
                        best.link() + ": " + best.fit().why());
    }

    private Fit byName(LogEvent event, CoverTicket ticket) {
        return standing(ticket)
                .and(() -> time(ticket, event.time()))
                .and(() -> recorded(ticket, event.time(), limits.afterwards()))
                .and(() -> ticket.scope().fits(event));
    }

    private Stream<Candidate> byPerson(LogEvent event, EventMarks marks) {
        return marks.actors().stream()
                .flatMap(name ->
                        book.ticketsOf(name, event.time(), limits.clockSkew().toMillis(), MOST_CANDIDATES).stream())
                .distinct()
                .map(ticket -> new Candidate(ticket, "the work of who acted", byWork(event, ticket)));
    }

    /** Somebody's open ticket explains what it was written for: it has to say when, or about what. */
    private Fit byWork(LogEvent event, CoverTicket ticket) {
        boolean bounded =
                ticket.window().from().isPresent() && ticket.window().to().isPresent();
        if (!bounded && ticket.scope().equals(Scope.ANYTHING)) {
            return Fit.no("it names neither a change window nor what is changed");
        }
        return standing(ticket)
                .and(() -> time(ticket, event.time()))
                .and(() -> recorded(ticket, event.time(), limits.clockSkew()))
                .and(() -> ticket.scope().fits(event));
    }

    private static Fit standing(CoverTicket ticket) {
        return switch (ticket.standing()) {
            case STANDS -> Fit.YES;
            case CLAIMED -> Fit.unknown("nobody has asked the desk whether it exists");
            case VOID -> Fit.no("it was cancelled or refused");
        };
    }

    private Fit time(CoverTicket ticket, Instant time) {
        return ticket.window().holds(time, limits.clockSkew())
                ? Fit.YES
                : Fit.no("its change window is " + ticket.window().inWords());
    }

    private static Fit recorded(CoverTicket ticket, Instant time, Duration late) {
        return ticket.recorded().filter(at -> at.isAfter(time.plus(late))).isEmpty()
                ? Fit.YES
                : Fit.no("it was recorded "
                        + Spans.inWords(Duration.between(time, ticket.recorded().orElse(time)))
                        + " after the event");
    }

    private PartAnswer missing(LogEvent event, List<Reference> references, List<Candidate> all) {
        Optional<String> blind = book.sources.blindness(CoverPart.TICKET, event.time());
        if (blind.isPresent()) {
            return PartAnswer.unknown(CoverPart.TICKET, nameOf(references), blind.get());
        }
        if (!all.isEmpty()) {
            Candidate near = all.get(0);
            return PartAnswer.missing(
                    CoverPart.TICKET,
                    Optional.of(near.ticket().id()),
                    near.ticket().id() + " does not fit: " + near.fit().why());
        }
        return references.stream()
                .findFirst()
                .map(this::dangling)
                .orElseGet(() -> PartAnswer.missing(
                        CoverPart.TICKET,
                        Optional.empty(),
                        "no ticket names this work" + book.sources.nothingOf(CoverPart.TICKET)));
    }

    private static Optional<String> nameOf(List<Reference> references) {
        return references.stream().findFirst().map(Reference::id);
    }

    /** A ticket that is named and nowhere to be seen: refuted where tickets were given, a mere claim where none were. */
    private PartAnswer dangling(Reference reference) {
        String named = "named by " + reference.by();
        return book.sources.give(CoverPart.TICKET)
                ? PartAnswer.missing(
                        CoverPart.TICKET, Optional.of(reference.id()), named + ", but no source of tickets has it")
                : PartAnswer.unknown(
                        CoverPart.TICKET,
                        Optional.of(reference.id()),
                        named + "; no source of tickets was given to check it");
    }
}
