package io.breakwater.detect.scan;

import io.breakwater.detect.aws.Subject;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.Whereabouts;
import java.time.Instant;

/** An event named without its record: enough to find it again, and to say in a line what it was. */
public record EventRef(
        String id,
        Instant time,
        String account,
        String region,
        String service,
        String action,
        String principal,
        String address,
        String resource,
        Whereabouts where) {
    private static final int WEIGHT = 400;

    static EventRef of(LogEvent event) {
        return new EventRef(
                event.id(),
                event.time(),
                event.account(),
                event.region(),
                event.service(),
                event.action(),
                event.principal().name(),
                event.address(),
                Subject.of(event),
                event.where());
    }

    /** What it takes of the memory, in bytes, about; where it stands is shared by all events of a file. */
    int weight() {
        return WEIGHT + id.length() + principal.length() + address.length() + resource.length();
    }
}
