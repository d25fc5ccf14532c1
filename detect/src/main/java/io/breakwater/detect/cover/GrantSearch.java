package io.breakwater.detect.cover;

import io.breakwater.detect.event.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the grant an event was done with. */
final class GrantSearch {
    /** More grants than this in force for one holder and account are not told apart. */
    static final int MOST_CANDIDATES = 256;

    private final CoverBook book;
    private final CoverLimits limits;

    GrantSearch(CoverBook book, CoverLimits limits) {
        this.book = book;
        this.limits = limits;
    }

    /**
     * What the search ended with.
     *
     * @param grant the grant that fits, with the mark it was recognised by
     * @param suspicion why the use of a grant's credential is not that grant's holder's
     */
    record Result(PartAnswer answer, Optional<Candidate> grant, Optional<String> suspicion) {}

    /** A grant in force, the mark that leads to it, and whether the event is within it. */
    record Candidate(CoverGrant grant, Mark mark, Fit fit) {
        boolean fits() {
            return fit.yes();
        }
    }

    /** The strongest mark, then the most links to the other parts, then the latest start, then the name. */
    private static final Comparator<Candidate> BEST = Comparator.comparing(
                    (Candidate candidate) -> candidate.mark().kind())
            .thenComparing(candidate -> -links(candidate.grant()))
            .thenComparing(candidate -> candidate.grant().window().firstMillis(), Comparator.reverseOrder())
            .thenComparing(Candidate::grant, GrantIndex.ORDER);

    private static int links(CoverGrant grant) {
        return (grant.incident().isPresent() ? 1 : 0)
                + (grant.ticket().isPresent() ? 1 : 0)
                + (grant.approvals().isEmpty() ? 0 : 1);
    }

    Result search(LogEvent event, EventMarks marks) {
        if (!book.hasGrants()) {
            return new Result(missing(event, marks), Optional.empty(), Optional.empty());
        }
        List<Candidate> candidates = candidates(event, marks);
        List<Candidate> fitting =
                candidates.stream().filter(Candidate::fits).sorted(BEST).toList();
        Optional<String> misuse = misuse(event, marks, candidates);
        if (!fitting.isEmpty()) {
            return new Result(found(fitting), Optional.of(fitting.get(0)), misuse);
        }
        return new Result(
                notFound(event, marks, candidates), Optional.empty(), misuse.or(() -> otherAddress(event, candidates)));
    }

    private List<Candidate> candidates(LogEvent event, EventMarks marks) {
        List<Candidate> all = new ArrayList<>();
        for (Mark mark : marks.marks()) {
            book.inForce(mark, event.account(), event.time(), skewMillis(), MOST_CANDIDATES)
                    .forEach(grant -> all.add(candidate(event, mark, grant)));
        }
        return all;
    }

    private Candidate candidate(LogEvent event, Mark mark, CoverGrant grant) {
        return new Candidate(grant, mark, grant.scope().fits(event).and(() -> address(event, grant)));
    }

    private static Fit address(LogEvent event, CoverGrant grant) {
        Optional<Network> from = Network.of(event.address());
        if (grant.addresses().isEmpty() || from.isEmpty()) {
            return Fit.YES;
        }
        boolean expected = grant.addresses().stream()
                .flatMap(text -> Network.of(text).stream())
                .anyMatch(net -> net.holds(from.get()));
        return expected
                ? Fit.YES
                : Fit.no("it is used from " + String.join(" or ", grant.addresses()) + ", and this came from "
                        + event.address());
    }

    private static PartAnswer found(List<Candidate> fitting) {
        Candidate best = fitting.get(0);
        long others = fitting.stream()
                .map(Candidate::grant)
                .filter(grant -> !grant.equals(best.grant()))
                .distinct()
                .count();
        return PartAnswer.found(
                CoverPart.GRANT,
                best.grant().id(),
                "the " + best.mark().kind().label() + " " + best.mark().value() + " is its holder's, "
                        + best.grant().window().inWords() + " (" + best.grant().source() + ")"
                        + (others == 0 ? "" : "; " + others + " more fit, this one by the strongest link"));
    }

    private PartAnswer notFound(LogEvent event, EventMarks marks, List<Candidate> candidates) {
        Optional<Candidate> perhaps = candidates.stream()
                .filter(candidate -> candidate.fit().state() == Fit.State.UNKNOWN)
                .min(BEST);
        if (perhaps.isPresent()) {
            return unknown(perhaps.get().grant(), perhaps.get().fit().why());
        }
        if (candidates.size() >= MOST_CANDIDATES) {
            return PartAnswer.unknown(
                    CoverPart.GRANT,
                    Optional.empty(),
                    "more than " + MOST_CANDIDATES
                            + " grants are in force for the same holder, too many to tell apart");
        }
        return withoutHolder(event)
                .map(grant -> unknown(grant, "its source does not say who holds it"))
                .orElseGet(() -> missing(event, marks));
    }

    private static PartAnswer unknown(CoverGrant grant, String why) {
        return PartAnswer.unknown(CoverPart.GRANT, Optional.of(grant.id()), grant.id() + " may fit: " + why);
    }

    private Optional<CoverGrant> withoutHolder(LogEvent event) {
        return book.withoutHolder(event.account(), event.time(), skewMillis(), MOST_CANDIDATES).stream()
                .filter(grant -> grant.scope().fits(event).yes())
                .findFirst();
    }

    private PartAnswer missing(LogEvent event, EventMarks marks) {
        Optional<String> blind = book.sources.blindness(CoverPart.GRANT, event.time());
        if (blind.isPresent()) {
            return PartAnswer.unknown(CoverPart.GRANT, Optional.empty(), blind.get());
        }
        return nearest(event, marks)
                .map(near -> PartAnswer.missing(
                        CoverPart.GRANT,
                        Optional.of(near.grant().id()),
                        near.grant().id() + " does not fit: " + near.fit().why()))
                .orElseGet(() -> PartAnswer.missing(
                        CoverPart.GRANT,
                        Optional.empty(),
                        "no grant for " + marks.inWords() + book.sources.nothingOf(CoverPart.GRANT)));
    }

    private Optional<Candidate> nearest(LogEvent event, EventMarks marks) {
        return book.hasGrants()
                ? marks.marks().stream()
                        .flatMap(mark -> nearMiss(event, mark).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** The grant of this mark that comes closest: in force but for something else, else just over, else to come. */
    private Optional<Candidate> nearMiss(LogEvent event, Mark mark) {
        return book.inForceAnywhere(mark, event.time(), skewMillis(), MOST_CANDIDATES).stream()
                .map(grant -> candidate(event, mark, grant))
                .filter(candidate -> !candidate.fits())
                .min(BEST)
                .or(() -> book.endedBefore(mark, event.time()).map(grant -> late(event, mark, grant)))
                .or(() -> book.beginsAfter(mark, event.time()).map(grant -> early(event, mark, grant)));
    }

    private static Candidate late(LogEvent event, Mark mark, CoverGrant grant) {
        return new Candidate(
                grant,
                mark,
                Fit.no(grant.window()
                        .to()
                        .map(end -> "it ended at " + end + ", " + Spans.inWords(Duration.between(end, event.time()))
                                + " before the event")
                        .orElse("it was over")));
    }

    private static Candidate early(LogEvent event, Mark mark, CoverGrant grant) {
        return new Candidate(
                grant,
                mark,
                Fit.no(grant.window()
                        .from()
                        .map(start -> "it began at " + start + ", "
                                + Spans.inWords(Duration.between(event.time(), start)) + " after the event")
                        .orElse("it had not begun")));
    }

    /** A credential that a grant handed out, used where no grant that carries it allows: whoever held it, held too much. */
    private Optional<String> misuse(LogEvent event, EventMarks marks, List<Candidate> candidates) {
        return marks.marks().stream()
                .filter(book::isCredential)
                .filter(mark -> candidates.stream()
                        .noneMatch(candidate ->
                                candidate.mark().equals(mark) && candidate.fit().state() != Fit.State.NO))
                .flatMap(mark -> nearMiss(event, mark).stream())
                .findFirst()
                .map(near ->
                        "the " + near.mark().kind().label() + " " + near.mark().value() + " was handed out by grant "
                                + near.grant().id() + ": " + near.fit().why());
    }

    /** The grant is in force and its holder's name is right, but the address is not one the holder acts from. */
    private static Optional<String> otherAddress(LogEvent event, List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.grant().scope().fits(event).yes())
                .filter(candidate -> !address(event, candidate.grant()).yes())
                .min(BEST)
                .map(candidate -> "grant " + candidate.grant().id() + " is in force, but "
                        + candidate.fit().why());
    }

    private long skewMillis() {
        return limits.clockSkew().toMillis();
    }
}
