package io.breakwater.detect.cover;

import io.breakwater.detect.event.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the decision by somebody else that an event rests on. */
final class ApprovalSearch {
    private final CoverBook book;
    private final CoverLimits limits;

    ApprovalSearch(CoverBook book, CoverLimits limits) {
        this.book = book;
        this.limits = limits;
    }

    private record Candidate(CoverApproval approval, String of, Fit fit) {}

    private static final Comparator<Candidate> BEST = Comparator.comparing(
                    (Candidate candidate) -> candidate.fit().state())
            .thenComparing(candidate -> candidate.approval().at().orElse(Instant.MAX))
            .thenComparing(candidate -> candidate.approval().toString());

    PartAnswer search(
            LogEvent event,
            EventMarks marks,
            Optional<CoverGrant> grant,
            Optional<CoverTicket> ticket,
            Optional<CoverIncident> incident) {
        if (grant.isEmpty() && ticket.isEmpty() && incident.isEmpty()) {
            return nothing(event, grant, ticket);
        }
        List<String> actors = actors(marks, grant);
        List<Candidate> all = new ArrayList<>();
        grant.ifPresent(it -> all.addAll(
                candidates("grant " + it.id(), it.approvals(), it.id(), with(actors, it.requester()), event)));
        ticket.ifPresent(it -> all.addAll(
                candidates("ticket " + it.id(), it.approvals(), it.id(), with(actors, it.requester()), event)));
        incident.ifPresent(it -> all.addAll(candidates("incident " + it.id(), List.of(), it.id(), actors, event)));
        return all.stream().min(BEST).map(best -> answer(best, event)).orElseGet(() -> nothing(event, grant, ticket));
    }

    private static List<String> actors(EventMarks marks, Optional<CoverGrant> grant) {
        return Stream.concat(
                        marks.actors().stream(),
                        grant.stream().flatMap(it -> it.marks().stream()).map(Mark::value))
                .distinct()
                .toList();
    }

    private static List<String> with(List<String> actors, Optional<String> requester) {
        return Stream.concat(actors.stream(), requester.stream()).toList();
    }

    private List<Candidate> candidates(
            String of, Collection<CoverApproval> own, String id, List<String> involved, LogEvent event) {
        return Stream.concat(own.stream(), book.approvals(id).stream())
                .distinct()
                .map(approval -> new Candidate(approval, of, counts(approval, involved, event.time())))
                .toList();
    }

    private Fit counts(CoverApproval approval, List<String> involved, Instant time) {
        if (!approval.approved()) {
            return Fit.no("it is a refusal");
        }
        return byAnother(approval, involved).and(() -> soonEnough(approval, time));
    }

    private Fit byAnother(CoverApproval approval, List<String> involved) {
        if (approval.by().isEmpty()) {
            return Fit.unknown("the source does not say who gave it, so it may be the requester's own");
        }
        String by = approval.by().get();
        if (involved.stream().anyMatch(name -> book.people.same(name, by))) {
            return Fit.no("it is by " + by + ", who asked or acted: nobody approves what he does himself");
        }
        return involved.stream()
                .filter(name -> book.people.mayBeOne(name, by))
                .findFirst()
                .map(name -> Fit.unknown(
                        by + " and " + name + " may be one person; say under people in a cover.yaml who is called how"))
                .orElse(Fit.YES);
    }

    private Fit soonEnough(CoverApproval approval, Instant time) {
        if (approval.at().isEmpty()) {
            return Fit.unknown("the source does not say when it was given");
        }
        return approval.at().get().isAfter(time.plus(limits.afterwards()))
                ? Fit.no("it came "
                        + Spans.inWords(Duration.between(time, approval.at().get())) + " after the event, more than "
                        + Spans.inWords(limits.afterwards()))
                : Fit.YES;
    }

    private PartAnswer answer(Candidate best, LogEvent event) {
        String by = best.approval().by().orElse("somebody");
        String what = "approval of " + best.of() + " by " + by;
        return switch (best.fit().state()) {
            case YES -> PartAnswer.found(CoverPart.APPROVAL, by, what + when(best.approval(), event.time()));
            case UNKNOWN ->
                PartAnswer.unknown(
                        CoverPart.APPROVAL,
                        best.approval().by(),
                        what + ": " + best.fit().why());
            case NO -> refused(best, event, what);
        };
    }

    private PartAnswer refused(Candidate best, LogEvent event, String what) {
        String why = what + " does not count: " + best.fit().why();
        return book.sources
                .blindness(CoverPart.APPROVAL, event.time())
                .map(blind ->
                        PartAnswer.unknown(CoverPart.APPROVAL, best.approval().by(), why + "; " + blind))
                .orElseGet(() ->
                        PartAnswer.missing(CoverPart.APPROVAL, best.approval().by(), why));
    }

    private static String when(CoverApproval approval, Instant time) {
        Instant at = approval.at().orElse(time);
        return at.isAfter(time)
                ? ", afterwards, " + Spans.inWords(Duration.between(time, at)) + " later"
                : ", " + Spans.inWords(Duration.between(at, time)) + " before";
    }

    private PartAnswer nothing(LogEvent event, Optional<CoverGrant> grant, Optional<CoverTicket> ticket) {
        Optional<String> blind = book.sources.blindness(CoverPart.APPROVAL, event.time());
        if (blind.isPresent()) {
            return PartAnswer.unknown(CoverPart.APPROVAL, Optional.empty(), blind.get());
        }
        String of = grant.map(it -> "grant " + it.id())
                .or(() -> ticket.map(it -> "ticket " + it.id()))
                .map(it -> "nobody approved " + it)
                .orElse("there is nothing that could have been approved");
        return PartAnswer.missing(CoverPart.APPROVAL, Optional.empty(), of);
    }
}
