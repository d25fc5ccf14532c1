package io.breakwater.ledger.merkle.broken;

import io.breakwater.ledger.Receipt;
import org.jspecify.annotations.Nullable;

/** What the proofs may not do, for the test of the walls. */
final class HoleInTheProofs {
    @Nullable
    Receipt outside;
}
