package io.breakwater.detect.cover;

import io.breakwater.detect.event.LogEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the incident an event belongs to. */
final class IncidentSearch {
    private static final int MOST_CANDIDATES = 16;

    private final CoverBook book;
    private final CoverLimits limits;

    IncidentSearch(CoverBook book, CoverLimits limits) {
        this.book = book;
        this.limits = limits;
    }

    record Result(PartAnswer answer, Optional<CoverIncident> incident) {}

    private record Candidate(CoverIncident incident, String link) {}

    Result search(LogEvent event, EventMarks marks, List<Reference> references) {
        if (!book.hasIncidents()) {
            return new Result(missing(event, references, List.of()), Optional.empty());
        }
        List<Candidate> all = Stream.of(named(references), ofPeople(event, marks), onAccount(event))
                .flatMap(candidates -> candidates)
                .toList();
        return all.stream()
                .filter(candidate -> inTime(candidate, event))
                .findFirst()
                .map(best -> new Result(found(best), Optional.of(best.incident())))
                .orElseGet(() -> new Result(missing(event, references, all), Optional.empty()));
    }

    private boolean inTime(Candidate candidate, LogEvent event) {
        return candidate.incident().window().holds(event.time(), limits.clockSkew());
    }

    private Stream<Candidate> named(List<Reference> references) {
        return references.stream()
                .flatMap(reference -> book
                        .incident(reference.id())
                        .map(incident -> new Candidate(incident, "named by " + reference.by()))
                        .stream());
    }

    private Stream<Candidate> ofPeople(LogEvent event, EventMarks marks) {
        return marks.actors().stream()
                .flatMap(name ->
                        book.incidentsOf(name, event.time(), limits.clockSkew().toMillis(), MOST_CANDIDATES).stream())
                .filter(incident -> incident.accounts().isEmpty()
                        || incident.accounts().stream().anyMatch(event.account()::equalsIgnoreCase))
                .map(incident -> new Candidate(incident, "who acted worked on it"));
    }

    private Stream<Candidate> onAccount(LogEvent event) {
        return book
                .incidentsOn(event.account(), event.time(), limits.clockSkew().toMillis(), MOST_CANDIDATES)
                .stream()
                .filter(incident -> incident.people().isEmpty())
                .map(incident -> new Candidate(incident, "it was about account " + event.account()));
    }

    private static PartAnswer found(Candidate best) {
        CoverIncident incident = best.incident();
        return PartAnswer.found(
                CoverPart.INCIDENT,
                incident.id(),
                best.link() + ", " + incident.window().inWords() + (incident.drill() ? ", a drill" : "") + " ("
                        + incident.source() + ")");
    }

    private PartAnswer missing(LogEvent event, List<Reference> references, List<Candidate> all) {
        Optional<String> blind = book.sources.blindness(CoverPart.INCIDENT, event.time());
        if (blind.isPresent()) {
            return PartAnswer.unknown(CoverPart.INCIDENT, Optional.empty(), blind.get());
        }
        if (!all.isEmpty()) {
            CoverIncident near = all.get(0).incident();
            return PartAnswer.missing(
                    CoverPart.INCIDENT,
                    Optional.of(near.id()),
                    near.id() + " does not fit: it was " + near.window().inWords());
        }
        return references.stream()
                .filter(reference -> reference.by().startsWith("grant"))
                .findFirst()
                .map(this::dangling)
                .orElseGet(() -> PartAnswer.missing(
                        CoverPart.INCIDENT,
                        Optional.empty(),
                        "no incident was about this" + book.sources.nothingOf(CoverPart.INCIDENT)));
    }

    private PartAnswer dangling(Reference reference) {
        String named = "named by " + reference.by();
        return book.sources.give(CoverPart.INCIDENT)
                ? PartAnswer.missing(
                        CoverPart.INCIDENT, Optional.of(reference.id()), named + ", but no source of incidents has it")
                : PartAnswer.unknown(
                        CoverPart.INCIDENT,
                        Optional.of(reference.id()),
                        named + "; no source of incidents was given to check it");
    }
}
