package io.breakwater.detect.cover;

import io.breakwater.detect.cover.PartAnswer.State;
import java.util.List;
import java.util.Optional;

/**
 * What covers one event.
 *
 * @param parts grant, incident, ticket and approval, in this order
 * @param suspicion why the use of a grant's credential looks like somebody else's; empty when it does not
 */
public record CoverAnswer(Verdict verdict, List<PartAnswer> parts, Optional<String> suspicion) {
    /** The verdict follows from the parts; suspicion goes above all, and a drill above what its parts lack. */
    static CoverAnswer of(List<PartAnswer> parts, Optional<String> suspicion, boolean drill) {
        return new CoverAnswer(verdict(parts, suspicion.isPresent(), drill), List.copyOf(parts), suspicion);
    }

    private static Verdict verdict(List<PartAnswer> parts, boolean suspected, boolean drill) {
        if (suspected) {
            return Verdict.SUSPECTED_COMPROMISE;
        }
        boolean found = has(parts, State.FOUND);
        if (drill && found) {
            return Verdict.DRILL;
        }
        if (found && has(parts, State.MISSING)) {
            return Verdict.PARTLY_COVERED;
        }
        if (has(parts, State.UNKNOWN)) {
            return Verdict.UNKNOWN;
        }
        return found ? Verdict.COVERED : Verdict.UNCOVERED;
    }

    private static boolean has(List<PartAnswer> parts, State state) {
        return parts.stream().anyMatch(part -> part.state() == state);
    }

    /** What was found of one part. */
    public PartAnswer part(CoverPart which) {
        return parts.get(which.ordinal());
    }

    /** The parts that are not there, in the order of the parts; those that nobody can tell are not among them. */
    public List<CoverPart> missing() {
        return parts.stream()
                .filter(part -> part.state() == State.MISSING)
                .map(PartAnswer::part)
                .toList();
    }
}
