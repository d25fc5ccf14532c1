package io.breakwater.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.ledger.Json;
import io.breakwater.server.once.StoredAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a command answers.
 *
 * @param forRepetitions what is kept and answered again instead of the body, when the body holds a secret
 */
record Answer(int status, Map<String, String> headers, Optional<Object> body, Optional<Object> forRepetitions) {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    static Answer ok(Object body) {
        return new Answer(OK, Map.of(), Optional.of(body), Optional.empty());
    }

    static Answer ok(Object body, long version) {
        return ok(body).with("ETag", etag(version));
    }

    static Answer created(String location, Object body) {
        return new Answer(CREATED, Map.of("Location", location), Optional.of(body), Optional.empty());
    }

    static Answer created(String location, Object body, long version) {
        return created(location, body).with("ETag", etag(version));
    }

    static Answer nothing() {
        return new Answer(NO_CONTENT, Map.of(), Optional.empty(), Optional.empty());
    }

    static Answer of(Problem problem) {
        return new Answer(problem.status(), Map.of(), Optional.of(problem), Optional.empty());
    }

    static String etag(long version) {
        return "\"" + version + "\"";
    }

    Answer keeping(Object bodyWithoutSecret) {
        return new Answer(status, headers, body, Optional.of(bodyWithoutSecret));
    }

    StoredAnswer stored() {
        return new StoredAnswer(status, headers, json(forRepetitions.or(() -> body)));
    }

    String json() {
        return json(body);
    }

    private Answer with(String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return new Answer(status, all, body, forRepetitions);
    }

    private static String json(Optional<Object> value) {
        try {
            return value.isEmpty() ? "" : Json.mapper().writeValueAsString(value.get());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "an answer that cannot be written: " + value.get().getClass(), e);
        }
    }
}
