package io.breakwater.server.api;

import io.breakwater.evidence.pack.PackRecord;
import io.breakwater.ledger.Journal;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.ContentRef;
import io.breakwater.model.Fact;
import io.breakwater.model.FactId;
import io.breakwater.model.Function;
import io.breakwater.model.GrantId;
import io.breakwater.model.IncidentId;
import io.breakwater.response.incident.AttachEvidence;
import io.breakwater.response.incident.EraseContent;
import io.breakwater.response.incident.Incidents;
import io.breakwater.response.incident.ReadContent;
import io.breakwater.response.incident.ReadReadiness;
import io.breakwater.response.incident.ReadTimeline;
import io.breakwater.response.readiness.Readiness;
import io.breakwater.response.timeline.Timeline;
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
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The evidence of an incident. Reading it is on the record. */
@Path("/api/v1/incidents/{id}")
public final class EvidenceResource {
    private final House house;
    private final Commands commands;
    private final Requested requested;
    private final EvidenceReads evidenceReads;

    EvidenceResource(House house, Commands commands, Requested requested, EvidenceReads evidenceReads) {
        this.house = house;
        this.commands = commands;
        this.requested = requested;
        this.evidenceReads = evidenceReads;
    }

    /** One line of the timeline. */
    public record LineView(
            long sequence,
            OptionalLong position,
            Instant time,
            FactId id,
            String type,
            String actor,
            String text,
            Fact fact) {
        static LineView of(Timeline.Entry entry) {
            return new LineView(
                    entry.sequence(),
                    entry.position(),
                    entry.time(),
                    entry.id(),
                    entry.type(),
                    entry.actor().name(),
                    entry.text(),
                    entry.fact());
        }
    }

    /** How far an incident is from audit-ready. */
    public record ReadinessView(boolean auditReady, List<BlockerView> blockers, List<DebtView> owed) {
        static ReadinessView of(Readiness readiness) {
            return new ReadinessView(
                    readiness.auditReady(),
                    readiness.blockers().stream().map(BlockerView::of).toList(),
                    readiness.owed().stream().map(DebtView::of).toList());
        }
    }

    /** What was attached. */
    public record AttachmentView(String name, String kind, ContentRef content, String href) {}

    /** A pack that was made. */
    public record PackView(int pack, long facts, long sizeBytes, String sha256, String href) {}

    /** Erases content for good. */
    public record Erase(String digest, String reason) {}

    /** What was erased. */
    public record ErasureView(String digest) {}

    /** Asks for a pack; there is nothing to say. */
    public record Seal() {}

    @POST
    @Path("packs")
    @Admits
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Seals a pack of everything on the record until now, once a checkpoint covers it")
    public Response seal(@PathParam("id") IncidentId id, Seal body) {
        return commands.run(() -> {
            house.packs().requireMay(caller(), id);
            house.takeCoverage(id);
            PackRecord made = house.packs().seal(caller(), id);
            String href = IncidentView.pathOf(id) + "/packs/" + made.pack();
            return Answer.created(href, new PackView(made.pack(), made.facts(), made.sizeBytes(), made.sha256(), href));
        });
    }

    @GET
    @Path("packs/{n}")
    @Admits
    @Produces("application/zip")
    @Operation(summary = "Gives a pack as a zip file; that it was read is on the record")
    public Response pack(@PathParam("id") IncidentId id, @PathParam("n") int number) {
        new Incidents(house.journal()).find(caller(), id);
        java.nio.file.Path file = house.packs().open(id, number);
        evidenceReads.of(caller(), id, "pack " + number);
        return Response.ok(file.toFile(), "application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"")
                .build();
    }

    @POST
    @Path("attachments")
    @Attachment
    @Admits
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a file evidence: the body is the file, at most 64 MiB")
    public Response attach(
            @PathParam("id") IncidentId id,
            @QueryParam("name") @Nullable String name,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("grant") @Nullable String grant) {
        return commands.run(() -> {
            String fileName = Query.text(name).orElseThrow(() -> missing("name"));
            String fileKind = Query.text(kind).orElse("file");
            ContentRef content = new AttachEvidence(house.journal())
                    .attach(
                            caller(),
                            id,
                            new AttachEvidence.Attachment(
                                    fileName, fileKind, Query.text(grant).map(GrantId::new), requested.body()))
                    .value();
            String href = IncidentView.pathOf(id) + "/content/" + content.digest();
            return Answer.created(href, new AttachmentView(fileName, fileKind, content, href));
        });
    }

    @GET
    @Path("content/{digest}")
    @Admits
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Reads content an incident's facts name; that it was read is on the record")
    public Response content(@PathParam("id") IncidentId id, @PathParam("digest") String digest) {
        Journal.Content content = new ReadContent(house.journal()).read(caller(), id, digest);
        return Response.ok(content.bytes())
                .type(content.ref().mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + content.ref().digest() + "\"")
                .build();
    }

    @POST
    @Path("erasures")
    @Admits(Function.ADMINISTRATOR)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Erases content for good, as law or policy demands; its hash, the proofs and the reason stay")
    public Response erase(@PathParam("id") IncidentId id, Erase body) {
        return commands.run(() -> {
            new EraseContent(house.journal()).erase(caller(), id, body.digest(), body.reason());
            return Answer.ok(new ErasureView(body.digest()));
        });
    }

    @GET
    @Path("timeline")
    @Admits
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Tells what happened, in order, made only of facts; that it was read is on the record")
    public Page<LineView> timeline(
            @PathParam("id") IncidentId id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        int most = Page.limit(limit);
        long from = Query.number("after", after).orElse(0L);
        ReadTimeline reading = new ReadTimeline(house.journal());
        reading.read(caller(), id, 0, 1);
        evidenceReads.of(caller(), id, "timeline");
        List<Timeline.Entry> entries = reading.read(caller(), id, from, most + 1);
        return Page.of(entries, most, LineView::of, entry -> String.valueOf(entry.sequence()));
    }

    @GET
    @Path("readiness")
    @Admits
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Says what keeps the incident from being audit-ready, and who owes it")
    public ReadinessView readiness(@PathParam("id") IncidentId id) {
        return ReadinessView.of(new ReadReadiness(house.journal()).read(caller(), id));
    }

    private Caller caller() {
        return requested.caller();
    }

    private static BreakwaterException missing(String name) {
        return new BreakwaterException(Code.MALFORMED_REQUEST, "the query parameter " + name + " is missing");
    }
}
