package io.breakwater.server.api;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Caller;
import io.breakwater.model.Code;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the request once it is through the door. */
@RequestScoped
class Requested {
    private @Nullable Caller caller;
    private byte[] body = new byte[0];
    private String id = "";
    private String method = "";
    private String pathAndQuery = "";
    private Optional<String> key = Optional.empty();
    private Optional<String> ifMatch = Optional.empty();
    private Optional<String> ifNoneMatch = Optional.empty();

    void admit(Caller admitted, String requestId) {
        caller = admitted;
        id = requestId;
    }

    void sent(String sentMethod, String sentPathAndQuery, byte[] sentBody) {
        method = sentMethod;
        pathAndQuery = sentPathAndQuery;
        body = sentBody;
    }

    void headers(Optional<String> idempotencyKey, Optional<String> match, Optional<String> noneMatch) {
        key = idempotencyKey;
        ifMatch = match;
        ifNoneMatch = noneMatch;
    }

    Caller caller() {
        if (caller == null) {
            throw new BreakwaterException(Code.NOT_AUTHENTICATED, "nobody was admitted");
        }
        return caller;
    }

    /** The X-Request-Id of the answer. */
    String id() {
        return id;
    }

    byte[] body() {
        return body;
    }

    String method() {
        return method;
    }

    String pathAndQuery() {
        return pathAndQuery;
    }

    String key() {
        return key.orElseThrow(() -> new BreakwaterException(Code.MALFORMED_REQUEST, "send an Idempotency-Key"));
    }

    Optional<String> ifMatch() {
        return ifMatch;
    }

    Optional<String> ifNoneMatch() {
        return ifNoneMatch;
    }
}
