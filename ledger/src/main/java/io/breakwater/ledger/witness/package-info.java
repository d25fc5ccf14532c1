/**
 * Witnesses: somebody else who remembers the log's head and signs only what continues it (C2SP tlog-witness).
 *
 * <p>Start with {@link io.breakwater.ledger.witness.Witness}, the witness itself, and {@link
 * io.breakwater.ledger.witness.Cosigning}, how the log asks for a cosignature.
 */
@NullMarked
package io.breakwater.ledger.witness;

import org.jspecify.annotations.NullMarked;
