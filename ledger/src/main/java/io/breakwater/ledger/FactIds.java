package io.breakwater.ledger;

import io.breakwater.model.FactId;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes names for facts: UUID version 7 (RFC 9562 section 5.7), 48 bits of milliseconds and 74 random bits. */
public final class FactIds {
    private final RandomGenerator random;

    public FactIds(RandomGenerator random) {
        this.random = random;
    }

    /** A new name, dated with the given time. */
    public FactId next(Instant at) {
        long high = (at.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0x0fff);
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new FactId(new UUID(high, low).toString());
    }
}
