package io.breakwater.detect.read;

import java.time.Instant;

/**
 * Hours without events.
 *
 * @param place the account and region; the region is {@link #EVERY_REGION} when no region of the account has any
 * @param from the beginning of the first such hour
 * @param to the end of the last
 * @param kind what is known of these hours
 * @param isUsual whether the place has no events in most of its hours anyway, so that this one more means little
 */
public record Gap(Place place, Instant from, Instant to, Kind kind, boolean isUsual) {
    /** Stands for all regions of an account. */
    public static final String EVERY_REGION = "*";

    /** Two answers that must not be taken for each other. */
    public enum Kind {
        /** Logs are there, or a digest proves that there is nothing to deliver: nothing happened. */
        NO_EVENTS,
        /** Nothing is there: it is not known whether anything happened. */
        NO_LOGS
    }
}
