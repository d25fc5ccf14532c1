package io.breakwater.detect.read;

import java.time.Instant;

/** Somebody switched a trail's logging off or on, or removed or made the trail, and it was done. */
public record TrailSwitch(Instant time, String account, String trail, boolean isOn, String eventId)
        implements Comparable<TrailSwitch> {
    @Override
    public int compareTo(TrailSwitch other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : eventId.compareTo(other.eventId);
    }
}
