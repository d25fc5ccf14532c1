package io.breakwater.server.api;

import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import io.breakwater.model.TicketClaim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An incident, as its readers see it.
 *
 * @param title absent when it was erased
 * @param links where more is to be had
 */
public record IncidentView(
        IncidentId id,
        Optional<String> title,
        Severity severity,
        boolean drill,
        IncidentStatus status,
        Instant declaredAt,
        PersonId declaredBy,
        Map<IncidentRole, List<PersonId>> roles,
        boolean personalData,
        List<TicketClaim> tickets,
        Optional<Instant> closedAt,
        Map<String, String> links) {

    static IncidentView of(Incident incident, Optional<String> title) {
        String self = pathOf(incident.id());
        return new IncidentView(
                incident.id(),
                title,
                incident.severity(),
                incident.drill(),
                incident.status(),
                incident.declaredAt(),
                incident.declaredBy(),
                incident.roles(),
                incident.personalData(),
                incident.tickets(),
                incident.closedAt(),
                new TreeMap<>(Map.of(
                        "self", self,
                        "timeline", self + "/timeline",
                        "readiness", self + "/readiness",
                        "packs", self + "/packs",
                        "grants", "/api/v1/grants?incident=" + incident.id(),
                        "debts", "/api/v1/debts?incident=" + incident.id())));
    }

    static String pathOf(IncidentId id) {
        return "/api/v1/incidents/" + id;
    }
}
