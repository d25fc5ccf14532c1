package io.breakwater.server.api;

import io.breakwater.model.Code;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An error as RFC 9457 has it, with a stable code.
 *
 * @param type {@code https://breakwater.invalid/errors/} and the code; it names the error and is not a page
 * @param errors single errors, where the request had several
 */
public record Problem(
        String type, String title, int status, String code, String detail, Optional<List<Detail>> errors) {
    /** The media type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_AFTER_SECONDS = 1;
    private static final String TYPES = "https://breakwater.invalid/errors/";

    /**
     * One of several errors.
     *
     * @param line from 1; 0 when unknown
     * @param column from 1; 0 when unknown
     */
    public record Detail(int line, int column, String code, String message) {}

    static Problem of(Code code, String detail) {
        return of(code, code.status(), detail, List.of());
    }

    static Problem of(Code code, int status, String detail, List<Detail> errors) {
        return new Problem(
                TYPES + code,
                code.name().charAt(0)
                        + code.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' '),
                status,
                code.name(),
                detail,
                errors.isEmpty() ? Optional.empty() : Optional.of(errors));
    }

    Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(this);
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header("WWW-Authenticate", "Bearer");
        }
        if (status == Code.RATE_LIMITED.status()) {
            response.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        return response.build();
    }
}
