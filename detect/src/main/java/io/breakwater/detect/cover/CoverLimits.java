package io.breakwater.detect.cover;

import java.time.Duration;

/**
 * How exact cover has to be.
 *
 * @param clockSkew by how much the clocks of a cloud and of a cover source may differ
 * @param afterwards how long after the act an approval or a ticket may come and still count
 * @param travel within how short a time one credential cannot come from two far networks
 */
public record CoverLimits(Duration clockSkew, Duration afterwards, Duration travel) {
    /** Two minutes of skew; 72 hours for what comes afterwards; five minutes for the way between two networks. */
    public static final CoverLimits DEFAULT =
            new CoverLimits(Duration.ofMinutes(2), Duration.ofHours(72), Duration.ofMinutes(5));
}
