package io.breakwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A declared emergency, real or drill. Everything else hangs on it.
 *
 * @param title kept as content, since people write names into titles
 * @param roles who does what; absent roles are not in the map
 * @param personalData whether personal data is known to be involved, and so GDPR clocks run
 * @param tickets what the incident's changes are recorded under; claims until a desk confirms them
 */
public record Incident(
        IncidentId id,
        ContentRef title,
        Severity severity,
        boolean drill,
        IncidentStatus status,
        Instant declaredAt,
        PersonId declaredBy,
        Map<IncidentRole, List<PersonId>> roles,
        boolean personalData,
        List<TicketClaim> tickets,
        Optional<Instant> closedAt) {

    /** The same incident with another status. */
    public Incident withStatus(IncidentStatus newStatus, Optional<Instant> newClosedAt) {
        return new Incident(
                id,
                title,
                severity,
                drill,
                newStatus,
                declaredAt,
                declaredBy,
                roles,
                personalData,
                tickets,
                newClosedAt);
    }

    /** The same incident with other roles. */
    public Incident withRoles(Map<IncidentRole, List<PersonId>> newRoles) {
        return new Incident(
                id, title, severity, drill, status, declaredAt, declaredBy, newRoles, personalData, tickets, closedAt);
    }

    /** The same incident with another severity. */
    public Incident withSeverity(Severity newSeverity) {
        return new Incident(
                id, title, newSeverity, drill, status, declaredAt, declaredBy, roles, personalData, tickets, closedAt);
    }

    /** The same incident, now known to involve personal data. */
    public Incident withPersonalData() {
        return new Incident(id, title, severity, drill, status, declaredAt, declaredBy, roles, true, tickets, closedAt);
    }

    /** The same incident with other ticket claims. */
    public Incident withTickets(List<TicketClaim> newTickets) {
        return new Incident(
                id, title, severity, drill, status, declaredAt, declaredBy, roles, personalData, newTickets, closedAt);
    }
}
