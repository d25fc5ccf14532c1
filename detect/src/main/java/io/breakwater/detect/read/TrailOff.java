package io.breakwater.detect.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A time in which a trail did not log because somebody had switched it off.
 *
 * @param to when it was switched on again; empty when the logs do not say that it was
 * @param eventId of the event that switched it off
 */
public record TrailOff(String account, String trail, Instant from, Optional<Instant> to, String eventId) {
    /** The times without logging, in the order of their beginnings. Switches may come twice and in any order. */
    static List<TrailOff> of(Collection<TrailSwitch> switches) {
        Map<Place, TrailOff> open = new LinkedHashMap<>();
        List<TrailOff> ended = new ArrayList<>();
        for (TrailSwitch change : new TreeSet<>(switches)) {
            Place trail = new Place(change.account(), change.trail());
            if (!change.isOn()) {
                open.putIfAbsent(
                        trail,
                        new TrailOff(
                                change.account(), change.trail(), change.time(), Optional.empty(), change.eventId()));
            } else if (open.containsKey(trail)) {
                TrailOff off = open.remove(trail);
                ended.add(new TrailOff(off.account, off.trail, off.from, Optional.of(change.time()), off.eventId));
            }
        }
        ended.addAll(open.values());
        ended.sort(java.util.Comparator.comparing(TrailOff::from).thenComparing(TrailOff::eventId));
        return ended;
    }
}
