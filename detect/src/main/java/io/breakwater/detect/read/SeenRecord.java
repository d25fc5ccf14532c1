package io.breakwater.detect.read;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPaths;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.event.RawRecord;
import io.breakwater.detect.event.RecordFields;
import io.breakwater.detect.event.Whereabouts;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** A record as the reader hands it on, with where it stood. Reused; valid until the handler returns. */
public final class SeenRecord {
    private static final Function<EventRecord, RawRecord> IN_MEMORY = record -> RawRecord.of(record.copy());

    private final Vitals vitals = new Vitals();
    private final FieldPaths paths = new FieldPaths();
    private String source = "";
    private Optional<Instant> delivered = Optional.empty();
    private long index;
    private EventRecord record = new EventRecord();
    private Format format = NoFormat.INSTANCE;
    private Function<EventRecord, RawRecord> keeping = IN_MEMORY;

    void file(String name, Optional<Instant> deliveredAt) {
        source = name;
        delivered = deliveredAt;
        index = -1;
    }

    void next(EventRecord next, Format of) {
        record = next;
        format = of;
        index++;
        vitals.clear(next);
        of.vitals(next, vitals);
    }

    /** The record, to be asked by path. */
    public EventRecord record() {
        return record;
    }

    /** The record, to be asked for texts. */
    public RecordFields fields() {
        return new RecordFields(record, paths);
    }

    /** Its length in bytes. */
    public int length() {
        return record.to() - record.from();
    }

    /** As what it was recognised. */
    public Format format() {
        return format;
    }

    /** Its id, time, account and region, as far as it says. */
    public Vitals vitals() {
        return vitals;
    }

    /** The name of the file, as {@link FileReport#name} has it. */
    public String source() {
        return source;
    }

    /** The record's number in its file, from 0; records that could not be read are not counted. */
    public long index() {
        return index;
    }

    /** When the file was delivered, where its name says so. */
    public Optional<Instant> delivered() {
        return delivered;
    }

    /** Where the record stood. */
    public Whereabouts where() {
        return new Whereabouts(source, index);
    }

    /** The record's bytes, for whoever keeps the event. */
    public RawRecord raw() {
        return keeping.apply(record);
    }

    /** The typed view, which may be kept. */
    public LogEvent event() {
        return event(IN_MEMORY);
    }

    /**
     * The same.
     *
     * @param kept puts the record's bytes where they can be had as long as the event is kept
     */
    public LogEvent event(Function<EventRecord, RawRecord> kept) {
        keeping = kept;
        return format.event(this);
    }
}
