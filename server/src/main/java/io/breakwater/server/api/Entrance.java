package io.breakwater.server.api;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import io.breakwater.model.Function;
import io.breakwater.model.IncidentId;
import io.breakwater.model.Person;
import io.breakwater.response.incident.AttachEvidence;
import io.breakwater.server.House;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Lets a request in: who sends it, whether that person may call this at all, how often, and how much of it there is. */
@Provider
public final class Entrance implements ContainerRequestFilter {
    static final int MAX_BODY = 1 << 20;
    static final int MAX_ATTACHMENT = 64 << 20;

    private static final String SCHEME = "Bearer ";

    private final House house;
    private final Requested requested;
    private final ResourceInfo called;
    private final RoutingContext routing;
    private final FileMemory files;
    private final RateLimit rateLimit;

    Entrance(House house, Requested requested, ResourceInfo called, RoutingContext routing) {
        this.house = house;
        this.requested = requested;
        this.called = called;
        this.routing = routing;
        this.files = new FileMemory(Runtime.getRuntime().maxMemory());
        this.rateLimit = new RateLimit(house.requestsPerSecond(), System::nanoTime);
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        Caller caller = house.tokens().recognise(secretOf(request));
        routing.put(Doorkeeper.PERSON, caller.person().value());
        if (!rateLimit.admits(caller)) {
            throw new BreakwaterException(Code.RATE_LIMITED, caller.person() + " asks too often; wait a second");
        }
        requireFunction(caller);
        requested.admit(caller, Doorkeeper.requestOf(routing));
        requested.headers(
                Optional.ofNullable(request.getHeaderString("Idempotency-Key")),
                Optional.ofNullable(request.getHeaderString(HttpHeaders.IF_MATCH)),
                Optional.ofNullable(request.getHeaderString(HttpHeaders.IF_NONE_MATCH)));
        takeIn(request);
    }

    private static String secretOf(ContainerRequestContext request) {
        List<String> sent = request.getHeaders().getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
        if (sent.size() != 1 || !sent.get(0).startsWith(SCHEME)) {
            throw new BreakwaterException(
                    Code.NOT_AUTHENTICATED, "send a valid API token as \"Authorization: Bearer bw_…\"");
        }
        return sent.get(0).substring(SCHEME.length());
    }

    private void requireFunction(Caller caller) {
        Admits admits = called.getResourceMethod().getAnnotation(Admits.class);
        if (admits == null) {
            throw new BreakwaterException(Code.NOT_ALLOWED, "nobody is admitted here");
        }
        List<Function> needed = Arrays.asList(admits.anyFunction() ? Function.values() : admits.value());
        if (!needed.isEmpty()
                && house.person(caller.person()).filter(p -> hasOne(p, needed)).isEmpty()) {
            throw new BreakwaterException(
                    Code.NOT_ALLOWED,
                    "this needs one of the functions "
                            + needed.stream().map(Function::label).toList());
        }
    }

    private static boolean hasOne(Person person, List<Function> needed) {
        return person.functions().stream().anyMatch(needed::contains);
    }

    /** Whoever may not attach it, and what there is no memory for, is refused before a byte of it is read. */
    private void makeRoomForFile(ContainerRequestContext request) {
        String incident = request.getUriInfo().getPathParameters().getFirst("id");
        new AttachEvidence(house.journal()).requireMay(requested.caller(), new IncidentId(incident));
        OptionalLong announced =
                LongStream.of(request.getLength()).filter(n -> n >= 0).findFirst();
        Runnable release = files.take(announced);
        routing.addEndHandler(done -> release.run());
    }

    /** A wildcard, or nothing at all, would match every path that takes JSON. */
    private static void requireNamedType(@Nullable MediaType sent) {
        if (sent == null || sent.isWildcardType() || sent.isWildcardSubtype()) {
            throw new NotSupportedException();
        }
    }

    private void takeIn(ContainerRequestContext request) throws IOException {
        boolean file = called.getResourceMethod().isAnnotationPresent(Attachment.class);
        int most = file ? MAX_ATTACHMENT : MAX_BODY;
        if (file) {
            makeRoomForFile(request);
        }
        byte[] body = request.hasEntity() ? request.getEntityStream().readNBytes(most + 1) : new byte[0];
        if (body.length > most) {
            throw new BreakwaterException(Code.TOO_LARGE, "a body here has at most " + most + " bytes");
        }
        if (!file && body.length > 0) {
            requireNamedType(request.getMediaType());
        }
        request.setEntityStream(new ByteArrayInputStream(body));
        requested.sent(
                request.getMethod(),
                request.getUriInfo().getRequestUri().getRawPath() + "?"
                        + request.getUriInfo().getRequestUri().getRawQuery(),
                body);
    }
}
