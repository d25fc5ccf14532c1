package io.breakwater.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.ledger.Json;
import io.breakwater.model.Code;
import io.breakwater.model.Texts;
import io.breakwater.server.House;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sees every request first and every answer last, whatever the path: gives it an id, refuses foreign Host headers and
 * over-large bodies before they are read, sets the security headers, writes the request log.
 *
 * <p>A browser that was lured to a name pointing here (DNS rebinding) still sends that name as Host, and is refused. The
 * request log holds the path without its query, and no header.
 */
@ApplicationScoped
class Doorkeeper {
    static final String PERSON = "breakwater.person";

    private static final String REQUEST = "breakwater.request";
    private static final Logger LOG = Logger.getLogger("io.breakwater.request");
    private static final int FIRST = 10_000;
    private static final int MAX_LOGGED_PATH = 200;

    private final House house;

    Doorkeeper(House house) {
        this.house = house;
    }

    void register(@Observes Filters filters) {
        filters.register(this::receive, FIRST);
    }

    void answerTheRest(@Observes Router router) {
        router.errorHandler(404, context -> refuse(context, Problems.ofStatus(404)));
        router.errorHandler(405, context -> refuse(context, Problems.ofStatus(405)));
        router.errorHandler(413, context -> refuse(context, Problems.ofStatus(413)));
        router.errorHandler(400, context -> refuse(context, Problems.ofStatus(400)));
    }

    private void receive(RoutingContext context) {
        long began = System.nanoTime();
        String id = UUID.randomUUID().toString();
        HttpServerRequest request = context.request();
        context.put(REQUEST, id);
        headers(context.response(), id);
        context.addEndHandler(done -> log(context, id, began));
        if (!knownHost(request)) {
            refuse(
                    context,
                    Problem.of(
                            Code.MALFORMED_REQUEST,
                            "this server does not go by the name "
                                    + Texts.quoted(String.valueOf(request.getHeader("Host")))
                                    + "; see breakwater.allowed-hosts"));
        } else if (!request.uri().startsWith("/")) {
            // A proxy before us would go by the host in it, and we by the Host header: nobody needs both.
            refuse(context, Problems.ofStatus(400));
        } else if (announcesTooMuch(request)) {
            refuse(context, Problems.ofStatus(413));
        } else {
            context.next();
        }
    }

    /** The X-Request-Id of the answer being made. */
    static String requestOf(RoutingContext context) {
        Object id = context.get(REQUEST);
        return String.valueOf(id);
    }

    private static void headers(HttpServerResponse response, String id) {
        response.putHeader("X-Request-Id", id)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
    }

    private boolean knownHost(HttpServerRequest request) {
        if (request.authority() == null) {
            return false;
        }
        return house.knowsHost(request.authority().host().toLowerCase(Locale.ROOT));
    }

    private static boolean announcesTooMuch(HttpServerRequest request) {
        boolean attachment =
                request.method() == HttpMethod.POST && request.path().endsWith("/attachments");
        int most = attachment ? Entrance.MAX_ATTACHMENT : Entrance.MAX_BODY;
        String announced = request.getHeader("Content-Length");
        return announced != null && (!announced.matches("[0-9]{1,18}") || Long.parseLong(announced) > most);
    }

    /** Answers at once; what is still being sent is thrown away, so that the client gets to read the answer. */
    private static void refuse(RoutingContext context, Problem problem) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        if (!request.isEnded()) {
            response.putHeader("Connection", "close");
            request.handler(chunk -> {});
            request.resume();
        }
        response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        context.end(json(problem));
    }

    private static String json(Problem problem) {
        try {
            return Json.mapper().writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem that cannot be written", e);
        }
    }

    private void log(RoutingContext context, String id, long began) {
        long nanos = System.nanoTime() - began;
        HttpServerRequest request = context.request();
        int status = context.response().getStatusCode();
        house.meters().requested(request.method().name(), status, nanos);
        String path = String.valueOf(request.path());
        Object person = context.get(PERSON);
        LOG.infof(
                "%s %s %d %d ms %s %s",
                request.method().name(),
                Texts.quoted(path.substring(0, Math.min(path.length(), MAX_LOGGED_PATH))),
                status,
                TimeUnit.NANOSECONDS.toMillis(nanos),
                person == null ? "-" : person,
                id);
    }
}
