package io.breakwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened to an incident. */
public sealed interface IncidentFact extends Fact {
    /** The incident it is about. */
    IncidentId incident();

    @Override
    default Optional<IncidentId> population() {
        return Optional.of(incident());
    }

    /** Somebody declared an emergency, or a drill of one. */
    record IncidentDeclared(IncidentId incident, ContentRef title, Severity severity, boolean drill, PersonId by)
            implements IncidentFact {}

    /** A person took a role in the incident, given by somebody. */
    record IncidentRoleAssigned(IncidentId incident, IncidentRole role, PersonId person, PersonId by)
            implements IncidentFact {}

    /** A person gave up or lost a role in the incident. */
    record IncidentRoleReleased(IncidentId incident, IncidentRole role, PersonId person, PersonId by)
            implements IncidentFact {}

    /** The severity was set anew. */
    record IncidentSeverityChanged(IncidentId incident, Severity before, Severity after, ContentRef reason, PersonId by)
            implements IncidentFact {}

    /** Somebody wrote a note. */
    record IncidentNoted(IncidentId incident, ContentRef note, PersonId by) implements IncidentFact {}

    /** Somebody corrected an earlier fact; the original stays as it is. */
    record FactAmended(IncidentId incident, FactId original, ContentRef amendment, PersonId by)
            implements IncidentFact {}

    /**
     * A file became evidence. {@code name} is a plain file name; {@code kind} for example {@code recording}; {@code grant}
     * the one whose session it shows, if any.
     */
    record EvidenceAttached(
            IncidentId incident, String name, String kind, Optional<GrantId> grant, ContentRef content, PersonId by)
            implements IncidentFact {}

    /** Content was erased as law or policy demands; its hash stays. */
    record ContentErased(IncidentId incident, String digest, ContentRef reason, PersonId by) implements IncidentFact {}

    /** A ticket was named. It is a claim until a desk confirms it. */
    record TicketClaimed(IncidentId incident, String ticket, Optional<GrantId> grant, PersonId by)
            implements IncidentFact {}

    /** A change ticket is to be made as soon as a desk can be reached. */
    record TicketQueued(IncidentId incident, String queueKey) implements IncidentFact {}

    /** A desk, or a person on a desk's behalf with evidence, confirmed that the ticket exists and fits. */
    record TicketConfirmed(IncidentId incident, String ticket, String desk, ContentRef evidence, PersonId by)
            implements IncidentFact {}

    /** A desk said that there is no such ticket. */
    record TicketRefuted(IncidentId incident, String ticket, String desk, ContentRef evidence, PersonId by)
            implements IncidentFact {}

    /**
     * Personal data is involved, known since {@code awareAt}: GDPR Art. 33 clocks start there; those of Art. 33(2) too when
     * it is processed for somebody else ({@code asProcessor}).
     */
    record PersonalDataInvolved(
            IncidentId incident, Instant awareAt, ContentRef scope, boolean asProcessor, PersonId by)
            implements IncidentFact {}

    /** A notification was made: {@code rule} names the debt it pays, {@code to} the authority or customer. */
    record NotificationMade(IncidentId incident, String rule, String to, ContentRef evidence, PersonId by)
            implements IncidentFact {}

    /** The review after the incident was held: what was adhered to, and what was learned (R90). */
    record ReviewHeld(IncidentId incident, ContentRef findings, List<PersonId> participants, PersonId by)
            implements IncidentFact {}

    /** The incident is over. {@code blockers} scores the three audit blockers at that moment; true means it blocks. */
    record IncidentClosed(IncidentId incident, Map<String, Boolean> blockers, PersonId by) implements IncidentFact {}

    /** The incident was opened again. */
    record IncidentReopened(IncidentId incident, ContentRef reason, PersonId by) implements IncidentFact {}

    /** Nothing is owed any more and no blocker is left. */
    record IncidentAuditReady(IncidentId incident) implements IncidentFact {}

    /**
     * A pack was made. This fact is the last of its population: {@code lastSequence} is its own number, and the numbers
     * from 1 to it have no holes.
     */
    record PackSealed(IncidentId incident, int pack, long lastSequence, PersonId by) implements IncidentFact {}

    /** Somebody read the evidence: {@code what} is {@code timeline}, {@code pack 2}, {@code content <digest>}. */
    record EvidenceRead(IncidentId incident, String what, PersonId by) implements IncidentFact {}

    /** A measure was taken: {@code name} as {@code time-to-usable-access-millis}. */
    record MeasureTaken(IncidentId incident, String name, long value, String unit) implements IncidentFact {}
}
