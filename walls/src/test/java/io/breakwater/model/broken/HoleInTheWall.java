package io.breakwater.model.broken;

import io.breakwater.ledger.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What no room may do, for the test of the walls. */
final class HoleInTheWall {
    @Nullable
    Receipt upwards;

    jakarta.inject.@Nullable Provider<String> quarkus;

    Instant wallClock() {
        System.out.println("printed");
        return Instant.now();
    }
}
