package io.breakwater.connect.s3;

import java.time.Duration;

/**
 * How long things take between us and the queue.
 *
 * @param visibility for how long a message is ours; asked for anew at every third of it while we hold the message. After a kill
 *     it is what the others wait for
 * @param longPoll how long to wait for a message to come; SQS allows no more than 20 seconds
 * @param retry until something that did not work is tried again, doubled each time
 * @param left until a message that we could not read is offered again, doubled each time
 * @param hold for how long a message is held at most; then the queue may count it as not read
 */
record Pace(Duration visibility, Duration longPoll, Duration retry, Duration left, Duration hold) {
    static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    static final Duration LONGEST_LEFT = Duration.ofHours(1);

    static final Pace USUAL = new Pace(
            Duration.ofMinutes(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofHours(1));

    private static final int MOST_DOUBLINGS = 16;

    Duration retryAfter(int attempts) {
        return doubled(retry, attempts, LONGEST_RETRY);
    }

    /** @param times how often the message was received by now */
    Duration leftFor(int times) {
        return doubled(left, times, LONGEST_LEFT);
    }

    private static Duration doubled(Duration first, int times, Duration most) {
        Duration doubled = first.multipliedBy(1L << Math.min(Math.max(0, times - 1), MOST_DOUBLINGS));
        return doubled.compareTo(most) < 0 ? doubled : most;
    }
}
