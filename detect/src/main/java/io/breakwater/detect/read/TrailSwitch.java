package io.breakwater.detect.read;

import io.breakwater.detect.event.BoundedText;
import java.time.Instant;

/** Somebody switched a trail's logging off or on, or removed or made the trail, and it was done. */
public record TrailSwitch(Instant time, String account, String trail, boolean isOn, String eventId)
        implements Comparable<TrailSwitch> {
    private static final int BYTES = 300;

    public TrailSwitch {
        account = BoundedText.of(account);
        trail = BoundedText.of(trail);
        eventId = BoundedText.of(eventId);
    }

    /** About how much memory it takes. */
    int roughBytes() {
        return BYTES + Character.BYTES * (account.length() + trail.length() + eventId.length());
    }

    @Override
    public int compareTo(TrailSwitch other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : eventId.compareTo(other.eventId);
    }
}
