package io.breakwater.ledger;

import io.breakwater.model.FactId;
import java.time.Instant;

/**
 * The statement that a fact is durable.
 *
 * @param leafHash lower-case hex of the RFC 6962 leaf hash of the fact's bytes
 */
public record Receipt(FactId fact, String leafHash, Instant durableAt) {}
