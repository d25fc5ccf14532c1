package io.breakwater.server.once;

import io.breakwater.model.FactId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a command that was sent with an idempotency key.
 *
 * @param request lower-case hex SHA-256 of method, path and body
 * @param instance the server that runs or ran it
 * @param attempt which taking up of the command this is, from 1
 * @param claimedAt when that server took it up
 * @param facts what the command has put on the record so far
 * @param answer what was answered; empty while it runs, or when its server died before answering
 */
record OnceRecord(
        String request,
        String instance,
        long attempt,
        Instant claimedAt,
        List<FactId> facts,
        Optional<StoredAnswer> answer) {

    OnceRecord claimedBy(String newInstance, Instant at) {
        return new OnceRecord(request, newInstance, attempt + 1, at, facts, answer);
    }

    OnceRecord with(List<FactId> newFacts) {
        return new OnceRecord(request, instance, attempt, claimedAt, newFacts, answer);
    }

    OnceRecord answered(StoredAnswer newAnswer) {
        return new OnceRecord(request, instance, attempt, claimedAt, facts, Optional.of(newAnswer));
    }
}
