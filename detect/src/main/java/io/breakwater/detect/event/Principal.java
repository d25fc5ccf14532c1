package io.breakwater.detect.event;

import java.util.Optional;

/**
 * Who acted, as the log tells it.
 *
 * @param kind the vendor's word: {@code Root}, {@code IAMUser}, {@code AssumedRole}, {@code AWSService}, {@code User},
 *     {@code ServicePrincipal}, …; empty text when the log does not say
 * @param id the vendor's id: an ARN, an object id, a user principal name
 * @param name what a person calls the principal; the id when there is no better name
 * @param account the account or tenant the principal lives in, which need not be the one acted upon
 * @param accessKeyId the id (never the secret) of the key that signed, AWS only
 * @param sessionName the role session name, AWS only
 * @param sourceIdentity what the session's source identity was set to, AWS only
 * @param issuer the ARN of the role that issued the session, AWS only
 * @param mfa whether the session was opened with a second factor; empty when the log does not say
 */
public record Principal(
        String kind,
        String id,
        String name,
        String account,
        Optional<String> accessKeyId,
        Optional<String> sessionName,
        Optional<String> sourceIdentity,
        Optional<String> issuer,
        Optional<Boolean> mfa) {

    /** Whatever a record holds, what is kept of it is bounded. */
    public Principal {
        kind = BoundedText.of(kind);
        id = BoundedText.of(id);
        name = BoundedText.of(name);
        account = BoundedText.of(account);
        accessKeyId = accessKeyId.map(BoundedText::of);
        sessionName = sessionName.map(BoundedText::of);
        sourceIdentity = sourceIdentity.map(BoundedText::of);
        issuer = issuer.map(BoundedText::of);
    }

    int weight() {
        return id.length() + name.length() + issuer.map(String::length).orElse(0);
    }
}
