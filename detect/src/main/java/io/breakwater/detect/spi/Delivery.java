package io.breakwater.detect.spi;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of logs that has come.
 *
 * @param name what people call it: a path within the folder, a key in the bucket
 * @param file where its bytes are on this machine, until it is done
 * @param mark names this delivery within its source: the same for the same bytes, another when they have changed
 * @param delivered when it was delivered, where the source can tell
 * @param mayGrow whether somebody may still be writing it, so that what is wrong with it may be only that
 * @param stretch what of a lane it is; then a bookmark, and not the mark, tells that it was read
 */
public record Delivery(
        String name, Path file, String mark, Optional<Instant> delivered, boolean mayGrow, Optional<Stretch> stretch) {

    /** A file that stands for itself. */
    public Delivery(String name, Path file, String mark, Optional<Instant> delivered, boolean mayGrow) {
        this(name, file, mark, delivered, mayGrow, Optional.empty());
    }
}
