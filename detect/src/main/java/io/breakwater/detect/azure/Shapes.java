package io.breakwater.detect.azure;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.read.Vitals;
import io.breakwater.detect.read.Vitals.Part;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The envelopes that all of Microsoft's logs share. A diagnostic setting writes records with {@code time}, {@code
 * category} and {@code properties} ("Azure resource log common and service-specific schemas"), to storage as {@code
 * PT1H.json}, to an Event Hub as {@code {"records":[…]}}. Log Analytics writes rows with {@code TimeGenerated} and the
 * table's name as {@code Type}.
 */
final class Shapes {
    static final FieldPath TIME = FieldPath.of("time");
    static final FieldPath CATEGORY = FieldPath.of("category");
    static final FieldPath TIME_GENERATED = FieldPath.of("TimeGenerated");
    private static final FieldPath OPERATION = FieldPath.of("operationName");
    private static final FieldPath RESOURCE = FieldPath.of("resourceId");
    private static final FieldPath TABLE = FieldPath.of("Type");

    private Shapes() {}

    /** Words as {@link EventRecord#isWord} takes them. */
    static byte[][] words(String... words) {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = words[i].toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }

    static boolean isOneOf(EventRecord record, FieldPath key, byte[][] words) {
        for (byte[] word : words) {
            if (record.isWord(key, word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a diagnostic setting wrote it, whatever it is about. */
    static boolean isExported(EventRecord record) {
        return record.has(TIME) && record.has(CATEGORY) && (record.has(OPERATION) || record.has(RESOURCE));
    }

    /** Whether a diagnostic setting wrote it, of one of these categories. */
    static boolean isExported(EventRecord record, byte[][] categories) {
        return isExported(record) && isOneOf(record, CATEGORY, categories);
    }

    /** Whether it is a row of Log Analytics that has this column. */
    static boolean isRow(EventRecord record, FieldPath column) {
        return record.has(TIME_GENERATED) && record.has(column) && !WorkspaceRow.isPacked(record);
    }

    /** Whether it is a row of one of these tables of Log Analytics. */
    static boolean isRow(EventRecord record, byte[][] tables) {
        return record.has(TIME_GENERATED) && isOneOf(record, TABLE, tables) && !WorkspaceRow.isPacked(record);
    }

    /** The part is what the first path reaches that reaches something. Returns whether one did. */
    static boolean takeFirst(Vitals vitals, Part part, EventRecord record, FieldPath[] paths) {
        for (FieldPath path : paths) {
            if (vitals.take(part, record, path)) {
                return true;
            }
        }
        return false;
    }

    static FieldPath[] paths(String... dotted) {
        FieldPath[] paths = new FieldPath[dotted.length];
        for (int i = 0; i < dotted.length; i++) {
            paths[i] = FieldPath.of(dotted[i]);
        }
        return paths;
    }
}
