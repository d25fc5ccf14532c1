package io.breakwater.model;

import static io.breakwater.model.Phrases.on;

import io.breakwater.model.IncidentFact.ContentErased;
import io.breakwater.model.IncidentFact.EvidenceAttached;
import io.breakwater.model.IncidentFact.EvidenceRead;
import io.breakwater.model.IncidentFact.FactAmended;
import io.breakwater.model.IncidentFact.IncidentAuditReady;
import io.breakwater.model.IncidentFact.IncidentClosed;
import io.breakwater.model.IncidentFact.IncidentDeclared;
import io.breakwater.model.IncidentFact.IncidentNoted;
import io.breakwater.model.IncidentFact.IncidentReopened;
import io.breakwater.model.IncidentFact.IncidentRoleAssigned;
import io.breakwater.model.IncidentFact.IncidentRoleReleased;
import io.breakwater.model.IncidentFact.IncidentSeverityChanged;
import io.breakwater.model.IncidentFact.MeasureTaken;
import io.breakwater.model.IncidentFact.NotificationMade;
import io.breakwater.model.IncidentFact.PackSealed;
import io.breakwater.model.IncidentFact.PersonalDataInvolved;
import io.breakwater.model.IncidentFact.ReviewHeld;
import io.breakwater.model.IncidentFact.TicketClaimed;
import io.breakwater.model.IncidentFact.TicketConfirmed;
import io.breakwater.model.IncidentFact.TicketQueued;
import io.breakwater.model.IncidentFact.TicketRefuted;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sentences for what happens to incidents. */
final class IncidentSentences {
    private IncidentSentences() {}

    static Set<Phrases.Phrase<?>> phrases() {
        return Set.of(
                on(
                        IncidentDeclared.class,
                        (f, w) -> f.by() + " declared " + f.incident() + ", severity "
                                + f.severity().level() + (f.drill() ? ", as a drill" : "") + ": " + w.text(f.title())),
                on(IncidentRoleAssigned.class, IncidentSentences::assigned),
                on(
                        IncidentRoleReleased.class,
                        (f, w) -> f.person() + " is no longer " + w.word(f.role()) + ", said " + f.by()),
                on(
                        IncidentSeverityChanged.class,
                        (f, w) -> f.by() + " changed the severity from "
                                + f.before().level() + " to " + f.after().level() + ": " + w.text(f.reason())),
                on(IncidentNoted.class, (f, w) -> f.by() + " noted: " + w.text(f.note())),
                on(
                        FactAmended.class,
                        (f, w) -> f.by() + " amended fact " + f.original() + ", which stays as it is: "
                                + w.text(f.amendment())),
                on(EvidenceAttached.class, IncidentSentences::attached),
                on(
                        ContentErased.class,
                        (f, w) ->
                                f.by() + " erased content " + f.digest() + ", whose hash stays: " + w.text(f.reason())),
                on(
                        TicketClaimed.class,
                        (f, w) -> f.by() + " named ticket " + f.ticket()
                                + f.grant().map(g -> " for grant " + g).orElse("") + "; a claim until it is confirmed"),
                on(TicketQueued.class, (f, w) -> "A change ticket is queued (" + f.queueKey() + ")"),
                on(
                        TicketConfirmed.class,
                        (f, w) -> f.by() + " confirmed ticket " + f.ticket() + " at " + f.desk() + ": "
                                + w.text(f.evidence())),
                on(
                        TicketRefuted.class,
                        (f, w) -> f.by() + " refuted ticket " + f.ticket() + " at " + f.desk() + ": "
                                + w.text(f.evidence())),
                on(PersonalDataInvolved.class, IncidentSentences::personalData),
                on(
                        NotificationMade.class,
                        (f, w) -> f.by() + " notified " + f.to() + " (" + f.rule() + "): " + w.text(f.evidence())),
                on(
                        ReviewHeld.class,
                        (f, w) -> f.by() + " recorded the review, held with " + w.names(f.participants()) + ": "
                                + w.text(f.findings())),
                on(IncidentClosed.class, (f, w) -> f.by() + " closed the incident; " + blockers(f.blockers())),
                on(IncidentReopened.class, (f, w) -> f.by() + " opened the incident again: " + w.text(f.reason())),
                on(IncidentAuditReady.class, (f, w) -> f.incident() + " is audit-ready: nothing is owed any more"),
                on(
                        PackSealed.class,
                        (f, w) -> f.by() + " sealed pack " + f.pack() + ", which holds facts 1 to " + f.lastSequence()),
                on(EvidenceRead.class, (f, w) -> f.by() + " read " + f.what()),
                on(MeasureTaken.class, (f, w) -> "Measured " + f.name() + ": " + f.value() + " " + f.unit()));
    }

    private static String assigned(IncidentRoleAssigned f, Phrases.Words w) {
        String role = w.word(f.role());
        return f.person().equals(f.by()) ? f.by() + " is now " + role : f.by() + " made " + f.person() + " " + role;
    }

    private static String attached(EvidenceAttached f, Phrases.Words w) {
        return f.by() + " attached " + f.name() + " (" + f.kind() + ", "
                + f.content().sizeBytes() + " bytes)"
                + f.grant().map(g -> " for grant " + g).orElse("");
    }

    private static String personalData(PersonalDataInvolved f, Phrases.Words w) {
        return f.by() + " said that personal data is involved" + (f.asProcessor() ? ", processed for others" : "")
                + ", known since " + w.time(f.awareAt()) + ": " + w.text(f.scope());
    }

    private static String blockers(Map<String, Boolean> blockers) {
        String left = new TreeMap<>(blockers)
                .entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
        return left.isEmpty() ? "no audit blocker is left" : "audit blockers left: " + left;
    }
}
