package io.breakwater.detect.read;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.event.Values;
import io.breakwater.detect.event.Values.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is counted of every record: its id, time, account and region, as places in the record's bytes, so that counting
 * costs no text. Also what is odd about it. Reused from record to record.
 */
public final class Vitals {
    /** What may be known of a record. */
    public enum Part {
        /** The vendor's id of the event, the same on every delivery. */
        ID,
        /** When it happened, in ISO 8601. */
        TIME,
        /** The account, subscription or tenant. */
        ACCOUNT,
        REGION
    }

    private static final int PARTS = Part.values().length;

    private final Values values = new Values();
    private final int[] starts = new int[PARTS];
    private final int[] ends = new int[PARTS];
    private byte[] bytes = new byte[0];
    private boolean unknownVersion;
    private boolean trailSwitch;

    void clear(EventRecord record) {
        bytes = record.bytes();
        unknownVersion = false;
        trailSwitch = false;
        for (int i = 0; i < PARTS; i++) {
            starts[i] = 0;
            ends[i] = 0;
        }
    }

    /** The part is the first text or number that the path reaches. Returns whether there is one. */
    public boolean take(Part part, EventRecord record, FieldPath path) {
        record.find(path, values);
        for (int i = 0; i < values.size(); i++) {
            if (values.kind(i) == Kind.TEXT || values.kind(i) == Kind.NUMBER) {
                slice(part, values.start(i), values.end(i));
                return true;
            }
        }
        return false;
    }

    /** Whether the path reaches exactly this text, as it is written. */
    public boolean is(EventRecord record, FieldPath path, byte[] text) {
        return startsWith(record, path, text) && values.end(0) - values.start(0) == text.length;
    }

    /** Whether the first that the path reaches is a text that begins like this. */
    public boolean startsWith(EventRecord record, FieldPath path, byte[] text) {
        record.find(path, values);
        if (values.size() == 0 || values.kind(0) != Kind.TEXT) {
            return false;
        }
        int start = values.start(0);
        int end = Math.min(values.end(0), start + text.length);
        return Arrays.equals(values.bytes(), start, end, text, 0, text.length);
    }

    /**
     * The part is what stands in the path's first text between this word at its beginning and the next slash. Returns
     * whether the text begins like that; the word is in lower case and ASCII, and the text's letter case does not count.
     */
    public boolean takeSegment(Part part, EventRecord record, FieldPath path, byte[] before) {
        record.find(path, values);
        if (values.size() == 0 || !values.startsWithWord(0, before)) {
            return false;
        }
        int start = values.start(0) + before.length;
        int end = start;
        while (end < values.end(0) && bytes[end] != '/') {
            end++;
        }
        slice(part, start, end);
        return true;
    }

    /** Whether the path reaches one of these words, in any letter case; the words are in lower case and ASCII. */
    public boolean isOneOf(EventRecord record, FieldPath path, byte[][] words) {
        record.find(path, values);
        for (byte[] word : words) {
            if (values.size() > 0 && values.end(0) - values.start(0) == word.length && values.startsWithWord(0, word)) {
                return true;
            }
        }
        return false;
    }

    /** The part stands between these places of {@link #bytes}. */
    public void slice(Part part, int start, int end) {
        starts[part.ordinal()] = start;
        ends[part.ordinal()] = end;
    }

    /** The record says that it is of a version that this format does not know. It is read all the same, and counted. */
    public void unknownVersion() {
        unknownVersion = true;
    }

    /** The record may switch a trail off or on: {@link Format#trailSwitch} is to be asked. */
    public void mayBeTrailSwitch() {
        trailSwitch = true;
    }

    boolean isTrailSwitch() {
        return trailSwitch;
    }

    boolean isUnknownVersion() {
        return unknownVersion;
    }

    /** The array that the places point into. */
    public byte[] bytes() {
        return bytes;
    }

    /** The part's first byte. */
    public int start(Part part) {
        return starts[part.ordinal()];
    }

    /** The byte after the part's last; the same as {@link #start} when the record does not say. */
    public int end(Part part) {
        return ends[part.ordinal()];
    }

    /** The part as it is written; empty when the record does not say. */
    public String text(Part part) {
        int start = start(part);
        return new String(bytes, start, end(part) - start, StandardCharsets.UTF_8);
    }
}
