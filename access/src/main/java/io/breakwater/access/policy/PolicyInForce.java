package io.breakwater.access.policy;

import io.breakwater.model.ContentRef;
import io.breakwater.model.PersonId;
import java.time.Instant;

/**
 * The policy document in force.
 *
 * @param digest lower-case hex SHA-256 of the document's UTF-8 bytes
 * @param content the same document, kept as content for the fact that put it in force
 */
public record PolicyInForce(String digest, String document, ContentRef content, Instant since, PersonId by) {
    /** There is one policy; this is its id in the state. */
    public static final String ID = "policy";
}
