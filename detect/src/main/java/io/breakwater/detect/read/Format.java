package io.breakwater.detect.read;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.LogEvent;
import java.util.Optional;

/**
 * One kind of record, such as a CloudTrail event. A format knows a record by its own keys; in what file, envelope or
 * compression it came is the reader's business. Shared by all threads, so without state that changes.
 *
 * <p>To add a kind of log, implement this and give it to {@link ReadOptions#formats}. Formats are asked in the order of
 * that list, and the format of the preceding record first: a record must not be held by two formats.
 */
public interface Format {
    /** The stable name, such as {@code aws.cloudtrail}. */
    String name();

    /**
     * Whether the record is of this format. Asked for every record, so it looks for a few outermost keys with
     * {@link EventRecord#has} and allocates nothing.
     */
    boolean holds(EventRecord record);

    /**
     * Takes what is counted of every record: id, time, account, region. Asked for every record; allocates nothing. What
     * the record does not say stays unset.
     */
    void vitals(EventRecord record, Vitals vitals);

    /** The typed view; {@link SeenRecord#raw} and {@link SeenRecord#where} give what every format fills in alike. */
    LogEvent event(SeenRecord seen);

    /**
     * Whether its records are events. Digests and inventories that lie among logs are recognised by name, and are neither
     * handed on nor taken for damage.
     */
    default boolean isEvents() {
        return true;
    }

    /**
     * The record in the vendor's own spelling, where the item is one that an export has respelled: a row of a table whose
     * cells are texts, keys in lower case. Empty for anything else. Asked only about what no format holds.
     */
    default Optional<byte[]> restored(EventRecord item) {
        return Optional.empty();
    }

    /** Whether logging was switched off or on. Asked only where {@link Vitals#mayBeTrailSwitch} was said. */
    default Optional<TrailSwitch> trailSwitch(SeenRecord seen) {
        return Optional.empty();
    }
}
