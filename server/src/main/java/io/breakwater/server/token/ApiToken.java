package io.breakwater.server.token;

import io.breakwater.model.PersonId;
import io.breakwater.model.TokenId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a token. The secret itself is not.
 *
 * @param hash lower-case hex SHA-256 of the whole secret, prefix included
 * @param parent the token it was issued with; empty for one that the server showed at its start
 * @param issuers everybody but the person through whose hands it or a token before it came
 * @param lastUsedAt to the minute, so that reading does not become writing
 */
public record ApiToken(
        TokenId id,
        PersonId person,
        String label,
        String hash,
        Instant issuedAt,
        Instant expiresAt,
        Optional<TokenId> parent,
        Set<PersonId> issuers,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt) {

    boolean usableAt(Instant now) {
        return revokedAt.isEmpty() && now.isBefore(expiresAt);
    }

    ApiToken revoked(Instant at) {
        return new ApiToken(id, person, label, hash, issuedAt, expiresAt, parent, issuers, Optional.of(at), lastUsedAt);
    }

    ApiToken used(Instant at) {
        return new ApiToken(id, person, label, hash, issuedAt, expiresAt, parent, issuers, revokedAt, Optional.of(at));
    }
}
