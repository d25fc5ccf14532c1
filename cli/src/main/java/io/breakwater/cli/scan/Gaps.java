package io.breakwater.cli.scan;

import io.breakwater.detect.read.Gap;
import io.breakwater.detect.read.TrailOff;
import java.time.Duration;

/** Holes in the logs, a line each. */
final class Gaps {
    private Gaps() {}

    static String line(Gap gap) {
        boolean everywhere = gap.place().region().equals(Gap.EVERY_REGION);
        return "account " + gap.place().account()
                + (everywhere ? "" : " in " + gap.place().region())
                + ": no logs for "
                + Amounts.of(Duration.between(gap.from(), gap.to()).toHours(), "hour")
                + " from " + gap.from();
    }

    static String line(TrailOff off) {
        return "account " + off.account() + ": the trail " + off.trail() + " was off from " + off.from()
                + off.to().map(to -> " to " + to).orElse(", and the logs do not say that it was switched on again")
                + " (event " + off.eventId() + ")";
    }
}
