package io.breakwater.ledger;

import java.util.OptionalLong;

/**
 * A fact as it stands on the record.
 *
 * @param envelope the fact and what is known about it
 * @param leaf the exact bytes that are hashed into the tree: the canonical JSON (RFC 8785) of the CloudEvents envelope
 * @param position its index in the log, once the integrator has given one
 */
public record Recorded(Envelope envelope, byte[] leaf, OptionalLong position) {}
