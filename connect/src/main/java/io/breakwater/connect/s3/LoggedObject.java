package io.breakwater.connect.s3;

import io.breakwater.model.Texts;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object that a message says has been put into a bucket. What is here was written by whoever may send to the queue.
 *
 * @param key as it is in the bucket, decoded
 * @param etag without quotes
 */
record LoggedObject(
        String bucket,
        String key,
        Optional<String> version,
        Optional<String> etag,
        OptionalLong size,
        Optional<Instant> put) {
    private static final int MOST_SHOWN = 300;

    /** What people call it. */
    String name() {
        return bucket + "/" + key;
    }

    /** The same for a log line: one line, and cut short. */
    String shown() {
        return Texts.shown(name(), MOST_SHOWN);
    }

    /** Folders are shown as empty objects by many tools; there is nothing to read in them. */
    boolean isEmpty() {
        return size.isPresent() && size.getAsLong() == 0;
    }
}
