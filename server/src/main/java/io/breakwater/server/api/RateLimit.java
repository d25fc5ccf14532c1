package io.breakwater.server.api;

import io.breakwater.model.Caller;
import io.breakwater.model.PersonId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of requests per person, however many tokens that person has: filled at a steady rate, holding two seconds' worth. It keeps one runaway script from
 * starving an emergency; it is no defence against a flood, which is for the network in front.
 */
final class RateLimit {
    private static final int MAX_BUCKETS = 10_000;
    private static final double NANOS = 1e9;
    private static final int BURST_SECONDS = 2;

    private final double perSecond;
    private final LongSupplier nanoTime;
    private final Map<PersonId, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PersonId, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    private record Bucket(double tokens, long at) {}

    RateLimit(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Whether one more request of this caller is let in now. */
    synchronized boolean admits(Caller caller) {
        long now = nanoTime.getAsLong();
        double most = perSecond * BURST_SECONDS;
        Bucket bucket = buckets.getOrDefault(caller.person(), new Bucket(most, now));
        double tokens = Math.min(most, bucket.tokens() + (now - bucket.at()) / NANOS * perSecond);
        boolean admitted = tokens >= 1;
        buckets.put(caller.person(), new Bucket(admitted ? tokens - 1 : tokens, now));
        return admitted;
    }
}
