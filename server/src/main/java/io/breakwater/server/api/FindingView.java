package io.breakwater.server.api;

import io.breakwater.model.ControlId;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingCover;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingLink;
import io.breakwater.model.FindingStanding;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.FindingSubject;
import io.breakwater.model.FindingTimes;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was found in the logs, and how it stands.
 *
 * @param verdict how it stands to its cover now
 * @param verdictAtFirst how it stood when it was raised, where that was otherwise
 * @param cover grant, incident, ticket and approval: which is there, which is not, and why
 * @param incident where it belongs now
 * @param incidentBecause why it belongs there
 * @param otherIncidents where it may belong just as well
 * @param incidentAtFirst where it was raised, if that was elsewhere
 * @param batch SHA-256 of the file it was read in
 * @param delaySeconds from the event to the alert
 * @param inTime whether that was within 15 minutes (R29)
 */
public record FindingView(
        FindingId id,
        FindingStatus status,
        String kind,
        String level,
        boolean urgent,
        Optional<String> verdict,
        Optional<String> verdictAtFirst,
        List<FindingCover.Part> cover,
        List<String> rules,
        List<ControlId> controls,
        FindingSubject about,
        FindingTimes times,
        long delaySeconds,
        boolean inTime,
        String batch,
        Optional<IncidentId> incident,
        Optional<String> incidentBecause,
        List<IncidentId> otherIncidents,
        Optional<IncidentId> incidentAtFirst,
        Optional<GrantId> grant,
        Optional<AcceptanceView> acceptance) {
    /** A risk to be borne; nobody bears it while {@code approvedBy} is absent. */
    public record AcceptanceView(PersonId askedBy, Instant until, Optional<PersonId> approvedBy) {}

    static FindingView of(Finding finding) {
        FindingRaised raised = finding.raised();
        FindingStanding now = finding.standing();
        return new FindingView(
                finding.id(),
                finding.status(),
                raised.kind(),
                raised.level(),
                now.urgent(),
                now.verdict(),
                raised.verdict().filter(verdict -> !now.verdict().equals(Optional.of(verdict))),
                now.cover().map(FindingCover::parts).orElse(List.of()),
                raised.rules(),
                raised.controls(),
                raised.about(),
                raised.times(),
                raised.times().delay().toSeconds(),
                raised.times().inTime(),
                raised.batch(),
                now.incident(),
                now.link().map(link -> link.by().words()),
                now.link().map(FindingLink::others).orElse(List.of()),
                raised.incident().filter(incident -> !now.incident().equals(Optional.of(incident))),
                now.grant(),
                finding.acceptance().map(a -> new AcceptanceView(a.askedBy(), a.until(), a.approvedBy())));
    }
}
