package io.breakwater.detect.azure;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.PackedJson;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of Log Analytics as its API and its CSV export give it: columns of the type {@code dynamic} hold their JSON as a
 * text, and the CSV calls columns of time {@code TimeGenerated [UTC]} and writes them as in America. Made into the row
 * that a query shows, so that a path reaches into its objects.
 */
final class WorkspaceRow {
    private static final String UTC = " [UTC]";
    private static final FieldPath TIME_OF_CSV = FieldPath.of("TimeGenerated" + UTC);
    /** Says that what is still a text is one: a column that was cut off in the middle, for instance. */
    private static final FieldPath UNPACKED = FieldPath.of("unpacked");

    private static final FieldPath[] DYNAMIC = Shapes.paths(
            "InitiatedBy",
            "TargetResources",
            "AdditionalDetails",
            "Status",
            "DeviceDetail",
            "LocationDetails",
            "ConditionalAccessPolicies",
            "Authorization",
            "Claims",
            "HTTPRequest",
            "Properties",
            "Authorization_d",
            "Claims_d",
            "Properties_d");
    private static final DateTimeFormatter AMERICAN =
            DateTimeFormatter.ofPattern("M/d/uuuu, h:mm:ss[.SSSSSSS][.SSS] a", Locale.ENGLISH);

    private WorkspaceRow() {}

    /** Whether the record is such a row with objects that are still texts. */
    static boolean isPacked(EventRecord record) {
        if (!record.has(Shapes.TIME_GENERATED) || record.has(UNPACKED)) {
            return false;
        }
        for (FieldPath column : DYNAMIC) {
            if (record.hasPackedJson(column)) {
                return true;
            }
        }
        return false;
    }

    static Optional<byte[]> restored(EventRecord record) {
        if (!record.has(TIME_OF_CSV) && !isPacked(record)) {
            return Optional.empty();
        }
        JsonWriter json = new JsonWriter();
        json.open('{');
        Values values = new Values();
        List<String> columns = record.keys();
        for (int i = 0; i < columns.size(); i++) {
            record.findAt(i, values);
            cell(columns.get(i), values, json);
        }
        json.field("unpacked", true);
        json.close('}');
        return Optional.of(json.toBytes());
    }

    private static void cell(String column, Values values, JsonWriter json) {
        String text = values.text(0);
        boolean isTime = column.endsWith(UTC);
        json.key(isTime ? column.substring(0, column.length() - UTC.length()) : column);
        if (values.kind(0) != Kind.TEXT || PackedJson.isWhole(text)) {
            json.raw(text);
        } else {
            json.text(isTime ? iso(text) : text);
        }
    }

    private static String iso(String american) {
        try {
            return LocalDateTime.parse(american, AMERICAN) + "Z";
        } catch (DateTimeException another) {
            return american;
        }
    }
}
