package io.breakwater.evidence.pack;

import io.breakwater.model.FindingCover;
import io.breakwater.model.FindingFact.AboutOne;
import io.breakwater.model.FindingFact.FindingAcceptanceExpired;
import io.breakwater.model.FindingFact.FindingAccepted;
import io.breakwater.model.FindingFact.FindingClosedAfterAll;
import io.breakwater.model.FindingFact.FindingExplained;
import io.breakwater.model.FindingFact.FindingMovedAway;
import io.breakwater.model.FindingFact.FindingMovedHere;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingFact.FindingRejudged;
import io.breakwater.model.FindingFact.FindingRemediated;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingStanding;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.IncidentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One finding as the pack tells it: what was found, what it turned out to be, and what people said to it. */
final class FindingLine {
    /** Something that became of it, with the number of the fact that says so. */
    record Step(AboutOne fact, long sequence) {}

    private final FindingId id;
    private final List<Step> steps = new ArrayList<>();
    private Optional<FindingRaised> raised = Optional.empty();
    private Optional<FindingStanding> standing = Optional.empty();
    private FindingStatus status = FindingStatus.SETTLED;
    private Optional<IncidentId> movedTo = Optional.empty();
    private long firstSequence;

    FindingLine(FindingId id) {
        this.id = id;
    }

    void add(AboutOne fact, long sequence) {
        firstSequence = firstSequence == 0 ? sequence : firstSequence;
        if (fact instanceof FindingRaised f) {
            raised = Optional.of(f);
            standing = Optional.of(FindingStanding.of(f));
            status = f.owed() ? FindingStatus.OPEN : FindingStatus.SETTLED;
        } else if (fact instanceof FindingMovedHere f) {
            raised = Optional.of(f.raised());
            standing = Optional.of(f.standing());
            status = f.status();
            movedTo = Optional.empty();
            steps.add(new Step(f, sequence));
        } else {
            steps.add(new Step(fact, sequence));
            change(fact);
        }
    }

    private void change(AboutOne fact) {
        if (fact instanceof FindingRejudged f) {
            standing = standing.map(before -> new FindingStanding(
                    Optional.of(f.after()),
                    f.urgent(),
                    Optional.of(f.cover()),
                    before.incident(),
                    before.link(),
                    f.grant()));
            status = f.status();
        } else if (fact instanceof FindingMovedAway f) {
            movedTo = Optional.of(f.to());
        } else if (fact instanceof FindingClosedAfterAll) {
            status = FindingStatus.SETTLED;
        } else if (fact instanceof FindingExplained) {
            status = FindingStatus.EXPLAINED;
        } else if (fact instanceof FindingAccepted) {
            status = FindingStatus.ACCEPTED;
        } else if (fact instanceof FindingAcceptanceExpired) {
            status = FindingStatus.OPEN;
        } else if (fact instanceof FindingRemediated) {
            status = FindingStatus.REMEDIATED;
        }
    }

    FindingId id() {
        return id;
    }

    Optional<FindingRaised> raised() {
        return raised;
    }

    Optional<String> verdict() {
        return standing.flatMap(FindingStanding::verdict);
    }

    Optional<FindingCover> cover() {
        return standing.flatMap(FindingStanding::cover);
    }

    /** Why it belongs to this incident. */
    Optional<FindingLink> link() {
        return standing.flatMap(FindingStanding::link);
    }

    /** What became of it, in order. */
    List<Step> steps() {
        return steps;
    }

    FindingStatus status() {
        return status;
    }

    boolean urgent() {
        return standing.filter(FindingStanding::urgent).isPresent();
    }

    /** Where it is counted, when no longer here. */
    Optional<IncidentId> movedTo() {
        return movedTo;
    }

    /** Whether somebody has to answer it in this incident. */
    boolean owed() {
        return status == FindingStatus.OPEN && movedTo.isEmpty();
    }

    long firstSequence() {
        return firstSequence;
    }
}
