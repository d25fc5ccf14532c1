package io.breakwater.server.api;

import io.breakwater.model.ControlId;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingFact.FindingRaised;
import io.breakwater.model.FindingId;
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
        List<String> rules,
        List<ControlId> controls,
        FindingSubject about,
        FindingTimes times,
        long delaySeconds,
        boolean inTime,
        String batch,
        Optional<IncidentId> incident,
        Optional<GrantId> grant,
        Optional<AcceptanceView> acceptance) {
    /** A risk to be borne; nobody bears it while {@code approvedBy} is absent. */
    public record AcceptanceView(PersonId askedBy, Instant until, Optional<PersonId> approvedBy) {}

    static FindingView of(Finding finding) {
        FindingRaised raised = finding.raised();
        return new FindingView(
                finding.id(),
                finding.status(),
                raised.kind(),
                raised.level(),
                raised.urgent(),
                raised.verdict(),
                raised.rules(),
                raised.controls(),
                raised.about(),
                raised.times(),
                raised.times().delay().toSeconds(),
                raised.times().inTime(),
                raised.batch(),
                raised.incident(),
                raised.grant(),
                finding.acceptance().map(a -> new AcceptanceView(a.askedBy(), a.until(), a.approvedBy())));
    }
}
