package io.breakwater.server.api;

import io.breakwater.access.grant.AccessRefused;
import io.breakwater.access.grant.RuleResult;
import io.breakwater.access.policy.PolicyInvalid;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jboss.logging.Logger;

/** Turns whatever went wrong into a {@link Problem}. Nothing of the inside is in it: no class, no stack, no SQL. */
final class Problems {
    private static final Logger LOG = Logger.getLogger("io.breakwater.request");

    private static final String INSIDE = "the server failed; its log says why, under this answer's X-Request-Id";

    private Problems() {}

    /** @param request the answer's X-Request-Id, to be found on the log's line */
    static Problem of(Throwable thrown, String request) {
        if (thrown instanceof MalformedBody malformed) {
            return Problem.of(malformed.code(), malformed.code().status(), said(malformed), malformed.details());
        }
        if (thrown instanceof AccessRefused refused) {
            return Problem.of(refused.code(), refused.code().status(), said(refused), rules(refused));
        }
        if (thrown instanceof PolicyInvalid invalid) {
            return Problem.of(invalid.code(), invalid.code().status(), said(invalid), problems(invalid));
        }
        if (thrown instanceof BreakwaterException refusal) {
            return refusal.code() == Code.INTERNAL
                    ? inside(refusal, request)
                    : Problem.of(refusal.code(), said(refusal));
        }
        if (thrown instanceof WebApplicationException http) {
            return ofStatus(http.getResponse().getStatus());
        }
        return inside(thrown, request);
    }

    /** What was thrown is for the log alone: it may name hosts, tables, files. */
    private static Problem inside(Throwable thrown, String request) {
        LOG.errorf(thrown, "a request failed inside: %s", request);
        return Problem.of(Code.INTERNAL, INSIDE);
    }

    private static List<Problem.Detail> rules(AccessRefused refused) {
        return refused.analysis().rules().stream()
                .filter(rule -> rule.outcome() != RuleResult.Outcome.SATISFIED)
                .map(rule -> new Problem.Detail(0, 0, rule.code().name(), rule.message()))
                .toList();
    }

    private static List<Problem.Detail> problems(PolicyInvalid invalid) {
        return invalid.problems().stream()
                .map(problem -> new Problem.Detail(problem.line(), problem.column(), problem.code(), problem.message()))
                .toList();
    }

    /** What HTTP itself refuses: there is no code of ours for each, so the nearest one carries the exact status. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(Code.NOT_AUTHENTICATED, "send a valid API token as \"Authorization: Bearer bw_…\"");
            case 404 -> Problem.of(Code.NOT_FOUND, "there is nothing here; see /q/openapi for what there is");
            case 405 -> plain(status, "this path takes other methods; see /q/openapi");
            case 406 -> plain(status, "this path answers in another media type; see /q/openapi");
            case 413 -> Problem.of(Code.TOO_LARGE, "the body is larger than this path takes");
            case 415 -> plain(status, "send Content-Type: application/json");
            default ->
                status >= 500 ? Problem.of(Code.INTERNAL, INSIDE) : plain(status, "the request cannot be understood");
        };
    }

    private static Problem plain(int status, String detail) {
        return Problem.of(Code.MALFORMED_REQUEST, status, detail, List.of());
    }

    private static String said(BreakwaterException refusal) {
        return refusal.getMessage() == null ? refusal.code().name() : refusal.getMessage();
    }

    /** For everything that has no mapper of its own. */
    @Provider
    public static final class OfAnything implements ExceptionMapper<Throwable> {
        private final RoutingContext routing;

        OfAnything(RoutingContext routing) {
            this.routing = routing;
        }

        @Override
        public Response toResponse(Throwable thrown) {
            return of(thrown, Doorkeeper.requestOf(routing)).response();
        }
    }

    /** For what JAX-RS refuses. */
    @Provider
    public static final class OfHttp implements ExceptionMapper<WebApplicationException> {
        private final RoutingContext routing;

        OfHttp(RoutingContext routing) {
            this.routing = routing;
        }

        @Override
        public Response toResponse(WebApplicationException thrown) {
            return of(thrown, Doorkeeper.requestOf(routing)).response();
        }
    }
}
