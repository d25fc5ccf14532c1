/**
 * Merkle trees, signed checkpoints and the proofs about them, in the public formats of RFC 6962 and C2SP.
 *
 * <p>Start with {@link io.breakwater.ledger.merkle.TreeEdge} to grow a log, {@link
 * io.breakwater.ledger.merkle.ProofBuilder} to prove something about it, and {@link
 * io.breakwater.ledger.merkle.ProofVerifier} to check what somebody else says. Nothing here needs more than the JDK, so
 * that an auditor can read all of what he trusts. Verifiers return nothing and throw {@link
 * io.breakwater.ledger.merkle.ProofException}.
 */
@NullMarked
package io.breakwater.ledger.merkle;

import org.jspecify.annotations.NullMarked;
