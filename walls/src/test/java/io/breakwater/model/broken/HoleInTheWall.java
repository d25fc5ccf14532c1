package io.breakwater.model.broken;

import io.breakwater.ledger.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What no room may do, for the test of the walls. */
final class HoleInTheWall {
    @Nullable
    Receipt upwards;

    jakarta.inject.@Nullable Provider<String> quarkus;

    java.net.@Nullable ServerSocket port;

    javax.xml.parsers.@Nullable DocumentBuilder xml;

    Instant wallClock() {
        System.out.println("printed");
        return Instant.now();
    }
}
