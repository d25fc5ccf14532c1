package io.breakwater.detect.read;

import io.breakwater.detect.event.EventRecord;

/** Takes what a cutter has cut out: whole JSON objects, of whatever kind. */
@FunctionalInterface
interface Items {
    /** One object; {@code offset} is where it stands in the unpacked content. Whether anything is known of it. */
    boolean item(EventRecord item, long offset);

    /** One row of a table, as an object of texts. */
    default void row(EventRecord row, long offset) {
        item(row, offset);
    }
}
