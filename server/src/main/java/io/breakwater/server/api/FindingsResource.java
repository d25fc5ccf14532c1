package io.breakwater.server.api;

import io.breakwater.access.grant.StrayAccount;
import io.breakwater.model.Function;
import io.breakwater.server.House;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What was found at targets and no grant explains. */
@Path("/api/v1/findings")
@Produces(MediaType.APPLICATION_JSON)
public final class FindingsResource {
    private final House house;

    FindingsResource(House house) {
        this.house = house;
    }

    @GET
    @Admits({
        Function.COMMANDER,
        Function.SECURITY_APPROVER,
        Function.ENGINEERING_APPROVER,
        Function.AUDITOR,
        Function.ADMINISTRATOR
    })
    @Operation(summary = "Lists accounts under Breakwater's prefix that no grant explains")
    public Page<StrayAccount> list() {
        return new Page<>(house.access().reconcile().findings(), Optional.empty());
    }
}
