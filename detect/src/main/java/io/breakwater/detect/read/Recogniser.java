package io.breakwater.detect.read;

import io.breakwater.detect.event.Cut;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells what an object is: a record of a format, or an envelope with records inside, as EventBridge, Kafka, log groups and
 * search engines wrap them. One per thread.
 */
final class Recogniser implements Items {
    /** What envelopes call what is in them: objects, arrays of objects, or the JSON of either as a text. */
    private static final List<FieldPath> CONTENTS = Stream.of(
                    "detail",
                    "Records",
                    "records",
                    "value",
                    "Events",
                    "events",
                    "logEvents",
                    "CloudTrailEvent",
                    "eventJson",
                    "eventjson",
                    "eventData",
                    "AuditData",
                    "auditData",
                    "_source",
                    "hits.hits",
                    "event.original",
                    "_raw",
                    "result._raw",
                    "message",
                    "Message",
                    "body",
                    "Body",
                    "data")
            .map(FieldPath::of)
            .toList();

    private final List<Format> formats;
    private final RecordHandler handler;
    private final Meter meter;
    private final SeenRecord seen = new SeenRecord();
    private final List<EventRecord> inner = IntStream.range(0, Limits.ENVELOPES)
            .mapToObj(i -> new EventRecord())
            .toList();
    private final List<Values> found =
            IntStream.range(0, Limits.ENVELOPES).mapToObj(i -> new Values()).toList();
    private Format last = NoFormat.INSTANCE;
    private Tally tally = Tally.NONE;

    Recogniser(List<Format> formats, RecordHandler handler, Meter meter) {
        this.meter = meter;
        this.formats = formats;
        this.handler = handler;
    }

    /** Whether a column of that name may hold a record as JSON. */
    static boolean isContent(String column) {
        return CONTENTS.stream().anyMatch(content -> content.toString().equals(column));
    }

    /** Where the record of a known format ends that begins there; -1 when there is none, or not all of it. */
    int endOfRecord(byte[] bytes, int from, int end) {
        EventRecord record = inner.get(0);
        boolean known = record.cut(bytes, from, end) == Cut.WHOLE && formatOf(record) != NoFormat.INSTANCE;
        return known ? record.to() : -1;
    }

    SeenRecord file(Tally counted) {
        tally = counted;
        return seen;
    }

    @Override
    public boolean item(EventRecord item, long offset) {
        boolean known = recognised(item, offset, 0);
        if (!known) {
            tally.problem(Problem.UNKNOWN_RECORD, offset, keysOf(item));
        }
        return known;
    }

    /** A row has the vendor's names and none of the vendor's types, so it is restored before it is taken for a record. */
    @Override
    public void row(EventRecord row, long offset) {
        if (!restored(row, offset, 0)) {
            item(row, offset);
        }
    }

    private static String keysOf(EventRecord item) {
        String keys = String.join(", ", item.keys());
        return keys.length() <= 200 ? keys : keys.substring(0, 200) + "…";
    }

    private boolean recognised(EventRecord item, long offset, int level) {
        if (item.isCrowded()) {
            tally.problem(Problem.RECORD_TOO_LARGE, offset, "too many members in one object");
            return true;
        }
        if (!last.holds(item)) {
            Format format = formatOf(item);
            if (format == NoFormat.INSTANCE) {
                return level < Limits.ENVELOPES && (opened(item, offset, level) || restored(item, offset, level));
            }
            last = format;
        }
        tally.of(last);
        if (last.isEvents()) {
            seen.next(item, last);
            tally.event(seen, offset);
            handler.record(seen);
            meter.record(seen.index());
        }
        return true;
    }

    private boolean restored(EventRecord item, long offset, int level) {
        for (Format format : formats) {
            Optional<byte[]> record = format.restored(item);
            if (record.isPresent()) {
                return object(record.get(), 0, record.get().length, offset, level);
            }
        }
        return false;
    }

    private Format formatOf(EventRecord item) {
        for (Format format : formats) {
            if (format.holds(item)) {
                return format;
            }
        }
        return NoFormat.INSTANCE;
    }

    /** Whether the item is an envelope with at least one record inside. What else is inside is a problem of its own. */
    private boolean opened(EventRecord item, long offset, int level) {
        for (FieldPath key : CONTENTS) {
            if (item.has(key) && contents(item, key, offset, level)) {
                return true;
            }
        }
        return false;
    }

    private boolean contents(EventRecord item, FieldPath key, long offset, int level) {
        Values values = found.get(level);
        item.find(key, values);
        boolean any = values.size() == 1 && values.kind(0) == Kind.ARRAY;
        int strangers = 0;
        for (int i = 0; i < values.size(); i++) {
            boolean known = content(values, i, offset, level);
            any |= known;
            strangers += known ? 0 : 1;
        }
        if (any && values.isCutShort()) {
            tally.problem(Problem.RECORD_TOO_LARGE, offset, "more is inside " + key + " than is taken out");
        }
        for (int i = 0; any && i < strangers; i++) {
            tally.problem(Problem.UNKNOWN_RECORD, offset, "inside " + key);
        }
        return any;
    }

    private boolean content(Values values, int i, long offset, int level) {
        if (values.kind(i) == Kind.OBJECT) {
            return object(values.bytes(), values.start(i), values.end(i), offset, level);
        }
        if (values.kind(i) != Kind.TEXT) {
            return false;
        }
        byte[] json = values.text(i).strip().getBytes(StandardCharsets.UTF_8);
        return json.length > 0 && json[0] == '{' && object(json, 0, json.length, offset, level);
    }

    private boolean object(byte[] bytes, int start, int end, long offset, int level) {
        EventRecord record = inner.get(level);
        return record.cut(bytes, start, end) == Cut.WHOLE && recognised(record, offset, level + 1);
    }
}
