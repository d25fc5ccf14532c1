package io.breakwater.server.api;

import io.breakwater.access.grant.StrayAccount;
import io.breakwater.detect.cover.Verdict;
import io.breakwater.detect.sigma.rule.Level;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Finding;
import io.breakwater.model.FindingId;
import io.breakwater.model.FindingStatus;
import io.breakwater.model.Function;
import io.breakwater.model.IncidentId;
import io.breakwater.response.finding.AcceptFinding;
import io.breakwater.response.finding.ExplainFinding;
import io.breakwater.response.finding.MoveFinding;
import io.breakwater.response.finding.RemediateFinding;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What was found in the clouds' logs, and at targets, and what people did about it. Reading it is on the record. */
@Path("/api/v1/findings")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class FindingsResource {
    private static final List<String> LEVELS = Stream.of(Level.values())
            .map(level -> level.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final List<String> VERDICTS =
            Stream.of(Verdict.values()).map(Verdict::label).toList();

    private final House house;
    private final Commands commands;
    private final Requested requested;
    private final Reads reads;
    private final EvidenceReads evidenceReads;

    FindingsResource(House house, Commands commands, Requested requested, Reads reads, EvidenceReads evidenceReads) {
        this.house = house;
        this.commands = commands;
        this.requested = requested;
        this.reads = reads;
        this.evidenceReads = evidenceReads;
    }

    /** Says why it is as it should be. */
    public record Explain(String text, Optional<String> ticket) {}

    /** Asks that the risk be borne until a time. */
    public record AskAcceptance(String reason, Instant until) {}

    /** Bears the risk that somebody else asked for; there is nothing to say. */
    public record Accept() {}

    /** Says how it was put right. */
    public record Remediate(String text, Optional<String> ticket) {}

    /** Says where it belongs. */
    public record Move(IncidentId incident, String reason) {}

    @GET
    @Admits(anyFunction = true)
    @Operation(summary = "Lists what was found in the logs, in order of names; that it was read is on the record")
    public Page<FindingView> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("level") @Nullable String level,
            @QueryParam("verdict") @Nullable String verdict,
            @QueryParam("account") @Nullable String account,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        int most = Page.limit(limit);
        Map<String, Object> matching = new TreeMap<>();
        Query.one(FindingStatus.class, "status", status).ifPresent(wanted -> matching.put("status", wanted.name()));
        Query.text(incident).map(IncidentId::new).ifPresent(id -> matching.put("standing.incident", id.value()));
        Query.word(LEVELS, "level", level).ifPresent(wanted -> matching.put("raised.level", wanted));
        Query.word(VERDICTS, "verdict", verdict).ifPresent(wanted -> matching.put("standing.verdict", wanted));
        Query.text(account).ifPresent(wanted -> matching.put("raised.about.account", wanted));
        evidenceReads.ofHouse(caller(), "findings");
        List<Stored<Finding>> found =
                house.journal().read(tx -> tx.state().list(Finding.class, matching, Query.after(after), most + 1));
        return Page.of(found, most, stored -> FindingView.of(stored.value()));
    }

    @GET
    @Path("{id}")
    @Admits(anyFunction = true)
    @Operation(summary = "Shows one finding; that it was read is on the record")
    public Response one(@PathParam("id") FindingId id) {
        Stored<Finding> stored = stored(id);
        stored.value()
                .incident()
                .ifPresentOrElse(
                        incident -> evidenceReads.of(caller(), incident, "finding " + id),
                        () -> evidenceReads.ofHouse(caller(), "finding " + id));
        return reads.versioned(FindingView.of(stored.value()), stored.version());
    }

    @GET
    @Path("accounts")
    @Admits({
        Function.COMMANDER,
        Function.SECURITY_APPROVER,
        Function.ENGINEERING_APPROVER,
        Function.AUDITOR,
        Function.ADMINISTRATOR
    })
    @Operation(summary = "Lists accounts under Breakwater's prefix that no grant explains")
    public Page<StrayAccount> accounts() {
        return new Page<>(house.access().reconcile().findings(), Optional.empty());
    }

    @GET
    @Path("delays")
    @Admits(anyFunction = true)
    @Operation(summary = "Says how soon after an event somebody could know of it")
    public FindingDelays delays() {
        return FindingDelays.of(house.journal());
    }

    @POST
    @Path("{id}/explanation")
    @Admits(anyFunction = true)
    @Operation(summary = "Says why what was found is as it should be")
    public Response explain(@PathParam("id") FindingId id, Explain body) {
        return change(id, () -> new ExplainFinding(house.journal()).explain(caller(), id, body.text(), body.ticket()));
    }

    @POST
    @Path("{id}/remediation")
    @Admits(anyFunction = true)
    @Operation(summary = "Says that what was wrong has been put right, and how")
    public Response remediate(@PathParam("id") FindingId id, Remediate body) {
        return change(
                id, () -> new RemediateFinding(house.journal()).remediate(caller(), id, body.text(), body.ticket()));
    }

    @POST
    @Path("{id}/incident")
    @Admits(anyFunction = true)
    @Operation(summary = "Counts it with another incident from now on, and says why")
    public Response move(@PathParam("id") FindingId id, Move body) {
        return change(id, () -> new MoveFinding(house.journal()).move(caller(), id, body.incident(), body.reason()));
    }

    @POST
    @Path("{id}/acceptance")
    @Admits(anyFunction = true)
    @Operation(summary = "Asks that the risk be borne until a time; another human has to accept it")
    public Response askAcceptance(@PathParam("id") FindingId id, AskAcceptance body) {
        return change(id, () -> new AcceptFinding(house.journal()).ask(caller(), id, body.reason(), body.until()));
    }

    @POST
    @Path("{id}/acceptance/approval")
    @Admits({Function.SECURITY_APPROVER, Function.ADMINISTRATOR})
    @Operation(summary = "Accepts what another human asked for")
    public Response accept(@PathParam("id") FindingId id, Accept body) {
        return change(id, () -> new AcceptFinding(house.journal()).accept(caller(), id));
    }

    private Response change(FindingId id, Runnable act) {
        return commands.run(Finding.class, id.value(), () -> {
            act.run();
            Stored<Finding> stored = stored(id);
            return Answer.ok(FindingView.of(stored.value()), stored.version());
        });
    }

    private Stored<Finding> stored(FindingId id) {
        return house.journal()
                .read(tx -> tx.state().find(Finding.class, id.value()))
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no finding " + id));
    }

    private Caller caller() {
        return requested.caller();
    }
}
