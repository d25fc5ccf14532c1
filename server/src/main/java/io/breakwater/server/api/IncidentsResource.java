package io.breakwater.server.api;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.Caller;
import io.breakwater.model.FactId;
import io.breakwater.model.GrantId;
import io.breakwater.model.Incident;
import io.breakwater.model.IncidentId;
import io.breakwater.model.IncidentRole;
import io.breakwater.model.IncidentStatus;
import io.breakwater.model.PersonId;
import io.breakwater.model.Severity;
import io.breakwater.response.incident.Amend;
import io.breakwater.response.incident.AssignRole;
import io.breakwater.response.incident.ChangeSeverity;
import io.breakwater.response.incident.ClaimTicket;
import io.breakwater.response.incident.CloseIncident;
import io.breakwater.response.incident.ConfirmTicket;
import io.breakwater.response.incident.DeclareIncident;
import io.breakwater.response.incident.HoldReview;
import io.breakwater.response.incident.Incidents;
import io.breakwater.response.incident.InvolvePersonalData;
import io.breakwater.response.incident.MakeNotification;
import io.breakwater.response.incident.Note;
import io.breakwater.response.incident.RefuteTicket;
import io.breakwater.response.incident.ReleaseRole;
import io.breakwater.response.incident.ReopenIncident;
import io.breakwater.server.House;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Incidents: declared, led, corrected, closed. */
@Path("/api/v1/incidents")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class IncidentsResource {
    private final House house;
    private final Commands commands;
    private final Requested requested;
    private final Reads reads;

    IncidentsResource(House house, Commands commands, Requested requested, Reads reads) {
        this.house = house;
        this.commands = commands;
        this.requested = requested;
        this.reads = reads;
    }

    /** Declares an incident. */
    public record Declare(
            String title,
            Severity severity,
            Optional<Boolean> drill,
            Optional<Boolean> personalData,
            Optional<String> ticket) {}

    /** Gives a role, or takes it. */
    public record ChangeRole(IncidentRole role, PersonId person, Optional<Boolean> release) {}

    /** A note. */
    public record WriteNote(String text) {}

    /** A correction beside an earlier fact. */
    public record WriteAmendment(FactId fact, String text) {}

    /** Another severity. */
    public record SetSeverity(Severity severity, String reason) {}

    /** Names a ticket. */
    public record NameTicket(String ticket, Optional<GrantId> grant) {}

    /** What a desk says about a ticket. */
    public record DecideTicket(Decision decision, String desk, String evidence) {
        /** What it says. */
        public enum Decision {
            confirm,
            refute
        }
    }

    /** Personal data is involved. */
    public record PersonalData(Instant awareAt, String scope, Optional<Boolean> asProcessor) {}

    /** Somebody was notified. */
    public record Notified(String rule, String to, String evidence) {}

    /** The review was held. */
    public record Review(String findings, List<PersonId> participants) {}

    /** Closes; there is nothing to say. */
    public record Close() {}

    /** Opens again. */
    public record Reopen(String reason) {}

    /** How a closed incident stands. */
    public record Closed(IncidentView incident, boolean auditReady, List<BlockerView> blockers, List<DebtView> owed) {}

    @POST
    @Admits
    @Operation(summary = "Declares an incident, real or drill")
    public Response declare(Declare body) {
        return commands.run(() -> {
            Incident declared = new DeclareIncident(house.journal())
                    .declare(
                            caller(),
                            new DeclareIncident.Declaration(
                                    body.title(),
                                    body.severity(),
                                    body.drill().orElse(false),
                                    body.personalData().orElse(false),
                                    body.ticket()))
                    .value();
            Stored<Incident> stored = stored(declared.id());
            return Answer.created(IncidentView.pathOf(declared.id()), view(stored.value()), stored.version());
        });
    }

    @GET
    @Admits
    @Operation(summary = "Lists incidents in order of their numbers")
    public Page<IncidentView> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        int most = Page.limit(limit);
        Optional<IncidentStatus> wanted = Query.one(IncidentStatus.class, "status", status);
        return Page.of(
                incidents().list(caller(), wanted, Query.after(after), most + 1), most, stored -> view(stored.value()));
    }

    @GET
    @Path("{id}")
    @Admits
    @Operation(summary = "Shows one incident")
    public Response one(@PathParam("id") IncidentId id) {
        Stored<Incident> stored = stored(id);
        return reads.versioned(view(stored.value()), stored.version());
    }

    @POST
    @Path("{id}/roles")
    @Admits
    @Operation(summary = "Gives a person a role in the incident, or takes it with release: true")
    public Response role(@PathParam("id") IncidentId id, ChangeRole body) {
        return change(id, at -> {
            if (body.release().orElse(false)) {
                new ReleaseRole(house.journal()).release(caller(), at, body.role(), body.person());
            } else {
                new AssignRole(house.journal()).assign(caller(), at, body.role(), body.person());
            }
        });
    }

    @POST
    @Path("{id}/notes")
    @Admits
    @Operation(summary = "Writes a note")
    public Response note(@PathParam("id") IncidentId id, WriteNote body) {
        return change(id, at -> new Note(house.journal()).write(caller(), at, body.text()));
    }

    @POST
    @Path("{id}/amendments")
    @Admits
    @Operation(summary = "Corrects an earlier fact by a text beside it; the original stays")
    public Response amend(@PathParam("id") IncidentId id, WriteAmendment body) {
        return change(id, at -> new Amend(house.journal()).amend(caller(), at, body.fact(), body.text()));
    }

    @POST
    @Path("{id}/severity")
    @Admits
    @Operation(summary = "Sets the severity anew, with a reason")
    public Response severity(@PathParam("id") IncidentId id, SetSeverity body) {
        return change(
                id, at -> new ChangeSeverity(house.journal()).change(caller(), at, body.severity(), body.reason()));
    }

    @POST
    @Path("{id}/tickets")
    @Admits
    @Operation(summary = "Names a ticket; it is a claim until a desk confirms it")
    public Response ticket(@PathParam("id") IncidentId id, NameTicket body) {
        return change(id, at -> new ClaimTicket(house.journal()).claim(caller(), at, body.ticket(), body.grant()));
    }

    @POST
    @Path("{id}/tickets/{ref}/decision")
    @Admits
    @Operation(summary = "Confirms or refutes a claimed ticket on a desk's behalf, with evidence")
    public Response decide(@PathParam("id") IncidentId id, @PathParam("ref") String ticket, DecideTicket body) {
        return change(id, at -> {
            if (body.decision() == DecideTicket.Decision.confirm) {
                new ConfirmTicket(house.journal()).confirm(caller(), at, ticket, body.desk(), body.evidence());
            } else {
                new RefuteTicket(house.journal()).refute(caller(), at, ticket, body.desk(), body.evidence());
            }
        });
    }

    @POST
    @Path("{id}/personal-data")
    @Admits
    @Operation(summary = "Says that personal data is involved; the clocks of GDPR Art. 33 run from awareAt")
    public Response personalData(@PathParam("id") IncidentId id, PersonalData body) {
        return change(
                id,
                at -> new InvolvePersonalData(house.journal())
                        .involve(
                                caller(),
                                at,
                                body.awareAt(),
                                body.scope(),
                                body.asProcessor().orElse(false)));
    }

    @POST
    @Path("{id}/notifications")
    @Admits
    @Operation(summary = "Records that an authority or a customer was notified")
    public Response notified(@PathParam("id") IncidentId id, Notified body) {
        return change(
                id,
                at -> new MakeNotification(house.journal())
                        .record(caller(), at, body.rule(), body.to(), body.evidence()));
    }

    @POST
    @Path("{id}/review")
    @Admits
    @Operation(summary = "Records the review after the incident")
    public Response review(@PathParam("id") IncidentId id, Review body) {
        return change(
                id, at -> new HoldReview(house.journal()).hold(caller(), at, body.findings(), body.participants()));
    }

    @POST
    @Path("{id}/close")
    @Admits
    @Operation(summary = "Closes the incident; says what still keeps it from being audit-ready")
    public Response close(@PathParam("id") IncidentId id, Close body) {
        return commands.run(Incident.class, id.value(), () -> {
            CloseIncident.Closing closing =
                    new CloseIncident(house.journal()).close(caller(), id).value();
            return Answer.ok(
                    new Closed(
                            view(closing.incident()),
                            closing.readiness().auditReady(),
                            closing.readiness().blockers().stream()
                                    .map(BlockerView::of)
                                    .toList(),
                            closing.readiness().owed().stream()
                                    .map(DebtView::of)
                                    .toList()),
                    stored(id).version());
        });
    }

    @POST
    @Path("{id}/reopen")
    @Admits
    @Operation(summary = "Opens a closed incident again, with a reason")
    public Response reopen(@PathParam("id") IncidentId id, Reopen body) {
        return change(id, at -> new ReopenIncident(house.journal()).reopen(caller(), at, body.reason()));
    }

    private Response change(IncidentId id, Consumer<IncidentId> act) {
        return commands.run(Incident.class, id.value(), () -> {
            act.accept(id);
            Stored<Incident> stored = stored(id);
            return Answer.ok(view(stored.value()), stored.version());
        });
    }

    private Stored<Incident> stored(IncidentId id) {
        return incidents().find(caller(), id);
    }

    private IncidentView view(Incident incident) {
        return IncidentView.of(incident, incidents().title(incident));
    }

    private Incidents incidents() {
        return new Incidents(house.journal());
    }

    private Caller caller() {
        return requested.caller();
    }
}
