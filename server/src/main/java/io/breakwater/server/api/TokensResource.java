package io.breakwater.server.api;

import io.breakwater.model.TokenId;
import io.breakwater.server.House;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Single tokens. */
@Path("/api/v1/tokens")
public final class TokensResource {
    private final House house;
    private final Requested requested;

    TokensResource(House house, Requested requested) {
        this.house = house;
        this.requested = requested;
    }

    @DELETE
    @Path("{id}")
    @Admits
    @Operation(summary = "Makes a token useless at once; doing so again changes nothing")
    public Response revoke(@PathParam("id") TokenId id) {
        house.tokens().revoke(requested.caller(), id);
        return Response.noContent().build();
    }
}
