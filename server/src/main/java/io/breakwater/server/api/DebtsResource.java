package io.breakwater.server.api;

import io.breakwater.document.Problem;
import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Debt;
import io.breakwater.model.DebtId;
import io.breakwater.model.DebtStatus;
import io.breakwater.model.IncidentId;
import io.breakwater.response.debt.DebtRules;
import io.breakwater.response.debt.OwnDebtRules;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What is owed, by whom and until when. */
@Path("/api/v1/debts")
@Produces(MediaType.APPLICATION_JSON)
public final class DebtsResource {
    private final House house;
    private final Commands commands;
    private final Reads reads;

    DebtsResource(House house, Commands commands, Reads reads) {
        this.house = house;
        this.commands = commands;
        this.reads = reads;
    }

    /** A document with rules of one's own, as YAML. */
    public record NewRules(String document) {}

    /** Everything that is wrong with a document; nothing when a server would start with it. */
    public record Lint(List<Problem> problems) {}

    /** The rules in force. */
    public record RulesView(List<DebtRuleView> items) {}

    @GET
    @Admits
    @Operation(summary = "Lists debts in order of their names")
    public Page<DebtView> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("incident") @Nullable String incident,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        int most = Page.limit(limit);
        Map<String, Object> matching = new TreeMap<>();
        Query.one(DebtStatus.class, "status", status).ifPresent(wanted -> matching.put("status", wanted.name()));
        Query.text(incident).map(IncidentId::new).ifPresent(id -> matching.put("incident", id.value()));
        Query.text(owner).ifPresent(name -> matching.put("owner", name));
        List<Stored<Debt>> found =
                house.journal().read(tx -> tx.state().list(Debt.class, matching, Query.after(after), most + 1));
        return Page.of(found, most, stored -> DebtView.of(stored.value()));
    }

    @GET
    @Path("{id}")
    @Admits
    @Operation(summary = "Shows one debt")
    public Response one(@PathParam("id") DebtId id) {
        Stored<Debt> stored = house.journal()
                .read(tx -> tx.state().find(Debt.class, id.value()))
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no debt " + id));
        return reads.versioned(DebtView.of(stored.value()), stored.version());
    }

    @GET
    @Path("rules")
    @Admits
    @Operation(summary = "Lists the rules by which debts are opened, owed and paid")
    public RulesView rules() {
        DebtRules inForce = house.debtRules();
        return new RulesView(inForce.rules().stream()
                .map(rule -> DebtRuleView.of(rule, inForce.isOwn(rule.id())))
                .toList());
    }

    @POST
    @Path("rules/lint")
    @Admits
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Lists everything that is wrong with a document of debt rules, and changes nothing")
    public Response lint(NewRules body) {
        List<Problem> problems = OwnDebtRules.lint(body.document()).stream()
                .map(problem -> new Problem(
                        problem.line(), problem.column(), Code.DEBT_RULES_INVALID.name(), problem.message()))
                .toList();
        return commands.runUnkept(() -> Answer.ok(new Lint(problems)));
    }

    @GET
    @Path("rules/schema")
    @Admits
    @Operation(summary = "Gives the JSON Schema of documents of debt rules")
    public Response schema() {
        return Response.ok(OwnDebtRules.schema(), "application/schema+json").build();
    }
}
