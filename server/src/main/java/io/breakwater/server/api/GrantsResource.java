package io.breakwater.server.api;

import io.breakwater.access.AccessRoom;
import io.breakwater.access.grant.AccessAnalysis;
import io.breakwater.access.grant.AccessRequest;
import io.breakwater.access.grant.Credential;
import io.breakwater.access.grant.Grants;
import io.breakwater.access.grant.RuleResult;
import io.breakwater.access.grant.Verdict;
import io.breakwater.model.Approval;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Function;
import io.breakwater.model.Grant;
import io.breakwater.model.GrantId;
import io.breakwater.model.GrantState;
import io.breakwater.model.IncidentId;
import io.breakwater.model.PersonId;
import io.breakwater.model.RoleName;
import io.breakwater.model.TargetName;
import io.breakwater.model.Texts;
import io.breakwater.response.incident.Note;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Access: asked for, decided, opened, used, ended, reviewed. */
@Path("/api/v1/grants")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class GrantsResource {
    private static final Logger LOG = Logger.getLogger(GrantsResource.class);
    private static final int MAX_NOTE_BEGINNING = 40;

    private final House house;
    private final Commands commands;
    private final Requested requested;
    private final Reads reads;

    GrantsResource(House house, Commands commands, Requested requested, Reads reads) {
        this.house = house;
        this.commands = commands;
        this.requested = requested;
        this.reads = reads;
    }

    /** Asks for access. */
    public record Ask(
            IncidentId incident,
            TargetName target,
            RoleName role,
            long durationSeconds,
            String reason,
            Optional<String> ticket,
            Optional<Boolean> breakGlass,
            Optional<PersonId> secondPerson) {
        AccessRequest request() {
            return new AccessRequest(
                    incident, target, role, durationSeconds, reason, ticket, breakGlass.orElse(false), secondPerson);
        }
    }

    /** What one rule says. */
    public record RuleView(String rule, RuleResult.Outcome outcome, String message) {
        static RuleView of(RuleResult result) {
            return new RuleView(result.rule(), result.outcome(), result.message());
        }
    }

    /** What a request would lead to, and why. */
    public record Explanation(
            Verdict verdict,
            List<RuleView> rules,
            Map<Function, Integer> quorum,
            boolean breakGlassAllowed,
            long reviewWithinSeconds,
            List<String> wouldDo) {
        static Explanation of(AccessAnalysis analysis) {
            return new Explanation(
                    analysis.verdict(),
                    analysis.rules().stream().map(RuleView::of).toList(),
                    analysis.quorum(),
                    analysis.breakGlassAllowed(),
                    analysis.reviewWithinSeconds(),
                    analysis.wouldDo());
        }
    }

    /** A decision about a request. */
    public record Decide(String requestHash, Approval.Decision decision, Optional<String> comment) {}

    /** Breaks the glass of a request that waits. */
    public record Break(Optional<PersonId> secondPerson) {}

    /** Takes the credential; there is nothing to say. */
    public record Take() {}

    /** Ends access. */
    public record End(Optional<String> why) {}

    /** What somebody else says about what was done. */
    public record Review(Approval.Decision decision, String comment) {}

    /** The one showing of a credential. */
    public record CredentialView(
            String account, String secret, Map<String, String> environment, String secretVariable, Instant endsAt) {
        static CredentialView of(Credential credential) {
            char[] secret = credential.secret().reveal();
            try {
                return new CredentialView(
                        credential.account(),
                        new String(secret),
                        credential.environment(),
                        credential.secretVariable(),
                        credential.endsAt());
            } finally {
                Arrays.fill(secret, '\0');
            }
        }

        @Override
        public String toString() {
            return "CredentialView(" + account + ")";
        }
    }

    @POST
    @Admits
    @Operation(
            summary = "Asks for access; opens it in the same call when nothing stands in the way",
            description = "ACTIVE on return when it is open, REQUESTED when it waits, ENDING when opening failed.")
    public Response ask(Ask body) {
        return commands.run(() -> {
            Grant asked = room().requestAccess().request(caller(), body.request());
            Grants.Seen seen = seen(openIfDecided(asked).id());
            return Answer.created("/api/v1/grants/" + asked.id(), view(seen), seen.version());
        });
    }

    @POST
    @Path("explain")
    @Admits
    @Operation(summary = "Says what a request would lead to and why, and changes nothing")
    public Response explain(Ask body) {
        return commands.runUnkept(
                () -> Answer.ok(Explanation.of(room().explainAccess().explain(caller(), body.request()))));
    }

    @GET
    @Admits
    @Operation(summary = "Lists grants in order of their names")
    public Page<GrantView> list(
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("state") @Nullable String state,
            @QueryParam("target") @Nullable String target,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        int most = Page.limit(limit);
        Grants.Filter filter = new Grants.Filter(
                Query.text(incident).map(IncidentId::new),
                Query.one(GrantState.class, "state", state),
                Query.text(target).map(TargetName::new));
        return Page.of(
                room().grants().list(caller(), filter, Query.after(after), most + 1),
                most,
                this::view,
                seen -> seen.grant().id().value());
    }

    @GET
    @Path("{id}")
    @Admits
    @Operation(summary = "Shows one grant")
    public Response one(@PathParam("id") GrantId id) {
        Grants.Seen seen = seen(id);
        return reads.versioned(view(seen), seen.version());
    }

    @POST
    @Path("{id}/approvals")
    @Admits
    @Operation(summary = "Decides about a request, bound to its hash; the last approval missing opens it")
    public Response decide(@PathParam("id") GrantId id, Decide body) {
        return commands.run(Grant.class, id.value(), () -> {
            openIfDecided(
                    room().decideGrant().decide(caller(), id, body.requestHash(), body.decision(), body.comment()));
            return answer(id);
        });
    }

    @POST
    @Path("{id}/break-glass")
    @Admits
    @Operation(summary = "Breaks the glass of a request that waits, and opens it; approval afterwards becomes due")
    public Response breakGlass(@PathParam("id") GrantId id, Break body) {
        return commands.run(Grant.class, id.value(), () -> {
            openIfDecided(room().breakGlass().breakGlass(caller(), id, body.secondPerson()));
            return answer(id);
        });
    }

    @POST
    @Path("{id}/credential")
    @Admits
    @Operation(
            summary = "Shows the credential, once, to the requester only; then 410 CREDENTIAL_GONE",
            description = "Excluded from idempotency: the answer is kept nowhere, so a repetition cannot be answered.")
    public Response credential(@PathParam("id") GrantId id, Take body) {
        return commands.runUnkept(() -> {
            try (Credential credential = room().takeCredential().take(caller(), id)) {
                return Answer.ok(CredentialView.of(credential));
            }
        });
    }

    @POST
    @Path("{id}/end")
    @Admits
    @Operation(
            summary = "Ends access, and waits up to 20 seconds for the proof that it is over",
            description = "ENDED on return when the credential was tried and refused; else ENDING, and tried for ever.")
    public Response end(@PathParam("id") GrantId id, End body) {
        return commands.run(Grant.class, id.value(), () -> {
            Optional<String> note = body.why()
                    .map(why -> Texts.clean("why", why, Texts.MAX_TEXT - MAX_NOTE_BEGINNING))
                    .map(why -> "Ending " + id + ": " + why);
            Grant ending = room().endGrant().end(caller(), id);
            house.closing().untilProven(caller().actor(), ending);
            note.ifPresent(text -> noteTheEnd(ending, text));
            return answer(id);
        });
    }

    @POST
    @Path("{id}/review")
    @Admits
    @Operation(summary = "Records what somebody else says about what was done with the access")
    public Response review(@PathParam("id") GrantId id, Review body) {
        return commands.run(Grant.class, id.value(), () -> {
            room().reviewGrant().review(caller(), id, body.decision(), body.comment());
            return answer(id);
        });
    }

    /** Access that is over stays over: whoever may end it and may not write notes is not refused afterwards. */
    private void noteTheEnd(Grant ended, String text) {
        try {
            new Note(house.journal()).write(caller(), ended.terms().incident(), text);
        } catch (BreakwaterException e) {
            LOG.warnf("why %s was ended is not on the record: %s", ended.id(), e.code());
        }
    }

    private Grant openIfDecided(Grant grant) {
        boolean decided = grant.state() == GrantState.APPROVED || grant.state() == GrantState.BYPASSED;
        return decided ? room().openGrant().open(caller().actor(), grant.id()) : grant;
    }

    private Answer answer(GrantId id) {
        Grants.Seen seen = seen(id);
        return Answer.ok(view(seen), seen.version());
    }

    private Grants.Seen seen(GrantId id) {
        return room().grants().find(caller(), id);
    }

    private GrantView view(Grants.Seen seen) {
        return GrantView.of(seen, house.text(seen.grant().terms().reason()));
    }

    private AccessRoom room() {
        return house.access();
    }

    private Caller caller() {
        return requested.caller();
    }
}
