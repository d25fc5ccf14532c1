package io.breakwater.detect.cover;

import io.breakwater.detect.event.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where credentials were used last, so that one that is in two far networks within minutes is seen. */
public final class TravelWatch {
    private static final int MOST_CREDENTIALS = 65_536;

    private final Duration limit;
    private final Map<Mark, Use> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Mark, Use> eldest) {
            return size() > MOST_CREDENTIALS;
        }
    };

    /** @param limit within which time nobody gets from one network to the other */
    public TravelWatch(Duration limit) {
        this.limit = limit;
    }

    private record Use(Network from, String address, Instant at, String event) {}

    /** Why this use cannot be by the same hands as the one before; empty when it can. */
    Optional<String> see(Mark credential, LogEvent event) {
        return Network.of(event.address()).flatMap(from -> {
            Use now = new Use(from, event.address(), event.time(), event.id());
            return Optional.ofNullable(last.put(credential, now))
                    .filter(before -> before.from().isFarFrom(from))
                    .filter(before ->
                            Duration.between(before.at(), now.at()).abs().compareTo(limit) <= 0)
                    .map(before -> sentence(credential, before, now));
        });
    }

    private static String sentence(Mark credential, Use before, Use now) {
        return "the " + credential.kind().label() + " " + credential.value() + " was used from " + now.address() + " "
                + Spans.inWords(Duration.between(before.at(), now.at()).abs()) + " after its use from "
                + before.address() + " (event " + before.event() + ")";
    }
}
