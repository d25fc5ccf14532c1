package io.breakwater.server.api;

import io.breakwater.ledger.StateStore.Stored;
import io.breakwater.ledger.Transaction;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.server.House;
import io.breakwater.server.once.Command;
import io.breakwater.server.once.Once;
import io.breakwater.server.once.StoredAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs what changes something: once per idempotency key, and only on the version the client has seen. */
@ApplicationScoped
class Commands {
    private static final int MAX_KEY = 255;
    private static final int FIRST_ERROR = 400;

    private final House house;
    private final Requested requested;

    Commands(House house, Requested requested) {
        this.house = house;
        this.requested = requested;
    }

    Response run(Supplier<Answer> work) {
        return run(tx -> {}, work);
    }

    /** Runs the command if the document still has the version named in If-Match, or none is named. */
    <T> Response run(Class<T> kind, String id, Supplier<Answer> work) {
        return run(tx -> requireVersion(tx, kind, id), work);
    }

    private Response run(java.util.function.Consumer<Transaction> precondition, Supplier<Answer> work) {
        Command command = Command.of(
                requested.caller().person(),
                requireKey(),
                requested.method(),
                requested.pathAndQuery(),
                requested.body());
        List<Answer> fresh = new ArrayList<>();
        Once.Outcome outcome = house.once().run(command, precondition, () -> {
            Answer answer = answerOf(work);
            fresh.add(answer);
            return answer.stored();
        });
        return outcome.replayed() || fresh.isEmpty()
                ? response(outcome.answer(), outcome.answer().body(), true)
                : response(outcome.answer(), fresh.get(0).json(), false);
    }

    /** Runs a command whose answer is a secret and so is never kept: it is carried out at most once by itself. */
    Response runUnkept(Supplier<Answer> work) {
        requireKey();
        Answer answer = work.get();
        return response(answer.stored(), answer.json(), false);
    }

    private String requireKey() {
        String key = requested.key();
        if (key.isBlank() || key.length() > MAX_KEY) {
            throw new BreakwaterException(
                    Code.MALFORMED_REQUEST, "an Idempotency-Key has 1 to " + MAX_KEY + " characters");
        }
        return key;
    }

    /** Refusals are answers too: a repetition is refused in the same words. */
    private Answer answerOf(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (BreakwaterException e) {
            return Answer.of(Problems.of(e, requested.id()));
        }
    }

    private <T> void requireVersion(Transaction tx, Class<T> kind, String id) {
        requested.ifMatch().filter(tag -> !tag.equals("*")).ifPresent(tag -> {
            boolean same = tx.state()
                    .lock(kind, id)
                    .map(Stored::version)
                    .filter(version -> Answer.etag(version).equals(tag))
                    .isPresent();
            if (!same) {
                throw new BreakwaterException(Code.STALE_VERSION, "it changed since " + tag + "; read it again");
            }
        });
    }

    private static Response response(StoredAnswer answer, String body, boolean replayed) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        if (replayed) {
            response.header("Idempotency-Replayed", "true");
        }
        if (!body.isEmpty()) {
            response.entity(body)
                    .type(answer.status() >= FIRST_ERROR ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON);
        }
        return response.build();
    }
}
