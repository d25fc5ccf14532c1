package io.breakwater.detect.azure;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.event.Values;
import io.breakwater.ledger.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One row of a table that somebody downloaded from Microsoft's portals. Its columns are called as people read them there,
 * and exports of different years disagree about their case and the blanks around them. Empty cells are not there.
 */
final class PortalRow {
    private final Map<String, String> asWritten = new LinkedHashMap<>();
    private final Map<String, String> cells = new LinkedHashMap<>();

    private PortalRow() {}

    static PortalRow of(EventRecord record) {
        PortalRow row = new PortalRow();
        Values values = new Values();
        List<String> columns = record.keys();
        for (int i = 0; i < columns.size(); i++) {
            record.findAt(i, values);
            row.asWritten.putIfAbsent(columns.get(i), values.text(0));
            row.cells.putIfAbsent(folded(columns.get(i)), values.text(0).strip());
        }
        return row;
    }

    private static String folded(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    Set<String> columns() {
        return cells.keySet();
    }

    boolean has(String column) {
        return cells.containsKey(folded(column));
    }

    /** The cell's text; empty when there is none. */
    String text(String column) {
        return cells.getOrDefault(folded(column), "");
    }

    /** Writes the cell under a name of the vendor's API, where it says something. */
    void copy(String column, JsonWriter json, String name) {
        json.given(name, text(column));
    }

    /** The row as it was downloaded: a finding shows what somebody had, beside what it was taken for. */
    void writeTo(JsonWriter json) {
        json.openAt("exported", '{');
        asWritten.forEach(json::field);
        json.close('}');
    }

    /** Tells rows apart where the portal leaves out the event's own id: the same row in two downloads is one event. */
    String digest() {
        return Hashes.sha256Hex(asWritten.toString().getBytes(StandardCharsets.UTF_8))
                .substring(0, ActivityLog.DIGEST_LENGTH);
    }
}
