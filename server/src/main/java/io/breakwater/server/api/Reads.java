package io.breakwater.server.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers reads of single resources, with their version. */
@ApplicationScoped
class Reads {
    private final Requested requested;

    Reads(Requested requested) {
        this.requested = requested;
    }

    /** The view with its ETag, or 304 when the client has it. */
    Response versioned(Object view, long version) {
        String tag = Answer.etag(version);
        boolean known = requested.ifNoneMatch().filter(tag::equals).isPresent();
        Response.ResponseBuilder response =
                known ? Response.notModified() : Response.ok(view, MediaType.APPLICATION_JSON);
        return response.header("ETag", tag).build();
    }
}
