/**
 * Facts on the record, and the proof that they were.
 *
 * <p>Start with {@link io.breakwater.ledger.Journal}, the only way to put a fact on the record, and {@link
 * io.breakwater.ledger.Transaction}, in which facts and the state they change are one act. {@code ledger.merkle} holds
 * the proofs and needs nothing but the JDK.
 */
@NullMarked
package io.breakwater.ledger;

import org.jspecify.annotations.NullMarked;
