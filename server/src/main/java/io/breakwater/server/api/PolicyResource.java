package io.breakwater.server.api;

import io.breakwater.access.policy.Policy;
import io.breakwater.access.policy.PolicyInForce;
import io.breakwater.document.Problem;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.server.House;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The policy: who may open what. */
@Path("/api/v1/policy")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PolicyResource {
    private final House house;
    private final Commands commands;
    private final Requested requested;
    private final Reads reads;

    PolicyResource(House house, Commands commands, Requested requested, Reads reads) {
        this.house = house;
        this.commands = commands;
        this.requested = requested;
        this.reads = reads;
    }

    /** A policy document, as YAML. */
    public record NewPolicy(String document) {}

    /** The policy in force. */
    public record PolicyView(String document, String digest) {}

    /** Everything that is wrong with a document; nothing when it could be put in force. */
    public record Lint(List<Problem> problems) {}

    @GET
    @Admits(anyFunction = true)
    @Operation(summary = "Shows the policy in force")
    public Response inForce() {
        Stored<PolicyInForce> stored = stored();
        return reads.versioned(view(stored), stored.version());
    }

    @PUT
    @Admits(Function.ADMINISTRATOR)
    @Operation(summary = "Puts a policy in force; every error of a bad one is told at once, with its line")
    public Response change(NewPolicy body) {
        return commands.run(PolicyInForce.class, PolicyInForce.ID, () -> {
            house.access().changePolicy().change(requested.caller(), body.document());
            Stored<PolicyInForce> stored = stored();
            return Answer.ok(view(stored), stored.version());
        });
    }

    @POST
    @Path("lint")
    @Admits
    @Operation(summary = "Lists everything that is wrong with a policy document, and changes nothing")
    public Response lint(NewPolicy body) {
        return commands.runUnkept(() -> Answer.ok(new Lint(Policy.lint(body.document(), house.providers()))));
    }

    @GET
    @Path("schema")
    @Admits
    @Operation(summary = "Gives the JSON Schema of policy documents")
    public Response schema() {
        return Response.ok(Policy.schema(), "application/schema+json").build();
    }

    private Stored<PolicyInForce> stored() {
        return house.journal()
                .read(tx -> tx.state().find(PolicyInForce.class, PolicyInForce.ID))
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "no policy is in force yet"));
    }

    private static PolicyView view(Stored<PolicyInForce> stored) {
        return new PolicyView(stored.value().document(), stored.value().digest());
    }
}
