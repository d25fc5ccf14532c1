package io.breakwater.detect.aws;

import io.breakwater.detect.event.Cut;
import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.PackedJson;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows of tables that hold CloudTrail events, made into events again: Athena's table of CloudTrail logs, and results of
 * queries on CloudTrail Lake, as JSON or as CSV. Keys get CloudTrail's spelling back; cells hold JSON, plain text, or what
 * Trino writes for a row: <code>{type=IAMUser, principalid=…}</code>.
 */
final class Respelled {
    private static final Set<String> NEEDED = Set.of("eventTime", "eventSource", "eventName");
    private static final String IDENTITY = "userIdentity";
    private static final Set<String> WORDS = Set.of("true", "false", "null");
    /** Cells that hold an object or an array. */
    private static final Set<String> NESTED = Set.of(
            IDENTITY,
            "requestParameters",
            "responseElements",
            "additionalEventData",
            "resources",
            "serviceEventDetails",
            "addendum",
            "edgeDeviceDetails",
            "tlsDetails",
            "insightDetails");
    /** Cells that hold true or false. */
    private static final Set<String> BOOLEAN = Set.of("readOnly", "managementEvent");

    private Respelled() {}

    static Optional<byte[]> restored(EventRecord item) {
        List<String> keys = item.keys();
        Set<String> columns = keys.stream().map(Spelling::column).collect(Collectors.toSet());
        if (!columns.containsAll(NEEDED)) {
            return Optional.empty();
        }
        JsonWriter json = new JsonWriter();
        json.open('{');
        Values values = new Values();
        for (String key : keys) {
            String column = Spelling.column(key);
            item.findKey(key, values);
            if (!column.isEmpty() && values.size() > 0) {
                cell(column, values, json);
            }
        }
        json.close('}');
        return Optional.of(json.toBytes());
    }

    private static void cell(String column, Values values, JsonWriter json) {
        String text = values.text(0);
        if (values.kind(0) != Kind.TEXT) {
            json.key(column);
            respell(column, text, json);
        } else if (!text.isEmpty() && !"-".equals(text)) {
            json.key(column);
            if (NESTED.contains(column)) {
                nested(column, text, json);
            } else if (BOOLEAN.contains(column) && WORDS.contains(text)) {
                json.raw(text);
            } else {
                json.text(text);
            }
        }
    }

    private static void nested(String column, String text, JsonWriter json) {
        if (WORDS.contains(text) || PackedJson.isWhole(text)) {
            respell(column, text, json);
            return;
        }
        TrinoText row = new TrinoText(text, key -> Spelling.inside(column, key));
        if (row.isNested()) {
            row.writeTo(json);
        } else if (column.equals(IDENTITY)) {
            identity(text, json);
        } else {
            json.text(text);
        }
    }

    /** An identity that is a mere text names somebody; an event's identity is always an object. */
    private static void identity(String text, JsonWriter json) {
        json.open('{');
        json.key("principalId");
        json.text(text);
        json.close('}');
    }

    /** JSON whose keys may be in lower case, copied with CloudTrail's spelling where that is known. */
    private static void respell(String column, String text, JsonWriter json) {
        if (!text.startsWith("{") || Spelling.inside(column, "accountid").equals("accountid")) {
            json.raw(text);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        EventRecord object = new EventRecord();
        if (object.cut(bytes, 0, bytes.length) != Cut.WHOLE) {
            json.raw(text);
            return;
        }
        Values values = new Values();
        json.open('{');
        for (String key : object.keys()) {
            object.findKey(key, values);
            if (values.size() > 0) {
                json.key(Spelling.inside(column, key));
                if (values.kind(0) == Kind.TEXT) {
                    json.text(values.text(0));
                } else {
                    respell(column, values.text(0), json);
                }
            }
        }
        json.close('}');
    }
}
