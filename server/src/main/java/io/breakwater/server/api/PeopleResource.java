package io.breakwater.server.api;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.model.TokenId;
import io.breakwater.server.House;
import io.breakwater.server.token.ApiToken;
import io.breakwater.server.token.Tokens;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The people there are, what each is trusted to do, and their tokens. */
@Path("/api/v1/people")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class PeopleResource {
    private final House house;
    private final Commands commands;
    private final Requested requested;
    private final Reads reads;

    PeopleResource(House house, Commands commands, Requested requested, Reads reads) {
        this.house = house;
        this.commands = commands;
        this.requested = requested;
        this.reads = reads;
    }

    /** A person, as others see it. */
    public record PersonView(PersonId id, String displayName, Set<Function> functions, String human, boolean active) {
        static PersonView of(Person person) {
            return new PersonView(
                    person.id(), person.displayName(), person.functions(), person.human(), person.active());
        }
    }

    /**
     * A person who may no longer act.
     *
     * @param issued tokens that others hold and that came through this person's hands: they still work
     */
    public record Deactivated(
            PersonId id,
            String displayName,
            Set<Function> functions,
            String human,
            boolean active,
            List<TokenView> issued) {
        static Deactivated of(Person person, List<ApiToken> issued) {
            return new Deactivated(
                    person.id(),
                    person.displayName(),
                    person.functions(),
                    person.human(),
                    person.active(),
                    issued.stream().map(TokenView::of).toList());
        }
    }

    /** Asks for a new person. */
    public record NewPerson(PersonId id, String displayName, Set<Function> functions) {}

    /** Asks for other functions. */
    public record NewFunctions(Set<Function> functions) {}

    /** Says that another person is the same human being. */
    public record NewAlias(PersonId alias) {}

    /** Asks for a token. */
    public record NewToken(String label, long expiresInSeconds) {}

    /**
     * A token; the secret is shown once.
     *
     * @param issuers everybody but the person through whose hands it or a token before it came
     */
    public record TokenView(
            TokenId token,
            PersonId person,
            String label,
            Instant issuedAt,
            Instant expiresAt,
            Optional<Instant> revokedAt,
            Optional<Instant> lastUsedAt,
            Set<PersonId> issuers,
            Optional<String> secret) {
        static TokenView of(ApiToken token) {
            return of(token, Optional.empty());
        }

        static TokenView of(ApiToken token, Optional<String> secret) {
            return new TokenView(
                    token.id(),
                    token.person(),
                    token.label(),
                    token.issuedAt(),
                    token.expiresAt(),
                    token.revokedAt(),
                    token.lastUsedAt(),
                    token.issuers(),
                    secret);
        }

        @Override
        public String toString() {
            return "TokenView(" + token + ")";
        }
    }

    @GET
    @Admits
    @Operation(summary = "Lists people in order of their names")
    public Page<PersonView> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        int most = Page.limit(limit);
        return Page.of(
                house.access().directory().people(Query.after(after), most + 1),
                most,
                stored -> PersonView.of(stored.value()));
    }

    @GET
    @Path("{id}")
    @Admits
    @Operation(summary = "Shows one person")
    public Response one(@PathParam("id") PersonId id) {
        Stored<Person> stored = stored(id);
        return reads.versioned(PersonView.of(stored.value()), stored.version());
    }

    @POST
    @Admits(Function.ADMINISTRATOR)
    @Operation(summary = "Lets a person act from now on")
    public Response add(NewPerson body) {
        return commands.run(() -> {
            house.access().addPerson().add(requested.caller(), body.id(), body.displayName(), body.functions());
            Stored<Person> stored = stored(body.id());
            return Answer.created("/api/v1/people/" + body.id(), PersonView.of(stored.value()), stored.version());
        });
    }

    @PUT
    @Path("{id}/functions")
    @Admits(Function.ADMINISTRATOR)
    @Operation(summary = "Gives a person exactly these functions")
    public Response change(@PathParam("id") PersonId id, NewFunctions body) {
        return commands.run(Person.class, id.value(), () -> {
            house.access().changeFunctions().change(requested.caller(), id, body.functions());
            return answer(id);
        });
    }

    @POST
    @Path("{id}/aliases")
    @Admits(Function.ADMINISTRATOR)
    @Operation(summary = "Records that two people are one human being; there is no way back")
    public Response link(@PathParam("id") PersonId id, NewAlias body) {
        return commands.run(Person.class, id.value(), () -> {
            house.access().linkPersons().link(requested.caller(), id, body.alias());
            return answer(id);
        });
    }

    @POST
    @Path("{id}/deactivate")
    @Admits(Function.ADMINISTRATOR)
    @Operation(
            summary = "Takes all power to act from a person; their access ends and their tokens stop working",
            description = "Names the tokens others hold that came through the person's hands. With revokeIssued=true"
                    + " they are revoked, but the one this request comes with.")
    public Response deactivate(
            @PathParam("id") PersonId id, @QueryParam("revokeIssued") @Nullable String revokeIssued) {
        boolean revoke = Query.truth("revokeIssued", revokeIssued);
        return commands.run(Person.class, id.value(), () -> {
            house.access().deactivatePerson().deactivate(requested.caller(), id);
            List<ApiToken> issued = house.departure().end(requested.caller(), id, revoke);
            Stored<Person> stored = stored(id);
            return Answer.ok(Deactivated.of(stored.value(), issued), stored.version());
        });
    }

    @GET
    @Path("{id}/issued-tokens")
    @Admits(Function.ADMINISTRATOR)
    @Operation(summary = "Lists the usable tokens of others that came through this person's hands")
    public Page<TokenView> issued(@PathParam("id") PersonId id) {
        stored(id);
        List<TokenView> tokens = house.departure().through(requested.caller(), id).stream()
                .map(TokenView::of)
                .toList();
        return new Page<>(tokens, Optional.empty());
    }

    @GET
    @Path("{id}/tokens")
    @Admits
    @Operation(summary = "Lists a person's tokens, for that person and administrators; never their secrets")
    public Page<TokenView> tokens(@PathParam("id") PersonId id) {
        List<TokenView> tokens = house.tokens().of(requested.caller(), id).stream()
                .map(TokenView::of)
                .toList();
        return new Page<>(tokens, Optional.empty());
    }

    @POST
    @Path("{id}/tokens")
    @Admits
    @Operation(
            summary = "Issues a token, for that person or by an administrator",
            description = "The secret is in this answer only. A repetition with the same key is answered without it.")
    public Response issue(@PathParam("id") PersonId id, NewToken body) {
        return commands.run(() -> {
            Tokens.Issued issued = house.tokens().issue(requested.caller(), id, body.label(), body.expiresInSeconds());
            TokenView shown = TokenView.of(issued.token(), Optional.of(issued.secret()));
            return Answer.created("/api/v1/tokens/" + issued.token().id(), shown)
                    .keeping(TokenView.of(issued.token()));
        });
    }

    private Answer answer(PersonId id) {
        Stored<Person> stored = stored(id);
        return Answer.ok(PersonView.of(stored.value()), stored.version());
    }

    private Stored<Person> stored(PersonId id) {
        return house.access()
                .directory()
                .person(id)
                .orElseThrow(() -> new BreakwaterException(Code.NOT_FOUND, "there is no person called " + id));
    }
}
