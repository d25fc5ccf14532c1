package io.breakwater.server.api;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.Person;
import io.breakwater.model.PersonId;
import io.breakwater.server.House;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whoever asks. */
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
public final class MeResource {
    private final House house;
    private final Requested requested;

    MeResource(House house, Requested requested) {
        this.house = house;
        this.requested = requested;
    }

    /** The caller; {@code via} names the token, not its secret. */
    public record MeView(PersonId person, String displayName, Set<Function> functions, String via) {}

    @GET
    @Admits
    @Operation(summary = "Shows who the token belongs to and what that person may do")
    public MeView me() {
        Person person = house.person(requested.caller().person())
                .orElseThrow(() -> new BreakwaterException(Code.NOT_AUTHENTICATED, "the person is gone"));
        return new MeView(
                person.id(),
                person.displayName(),
                person.functions(),
                requested.caller().via());
    }
}
