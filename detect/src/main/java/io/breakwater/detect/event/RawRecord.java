package io.breakwater.detect.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One record's own bytes. Equal when the bytes are. */
public final class RawRecord {
    private final byte[] bytes;

    private RawRecord(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array without copying; the caller does not write to it any more. */
    public static RawRecord of(byte[] bytes) {
        return new RawRecord(bytes);
    }

    /** How long the record is. */
    public int length() {
        return bytes.length;
    }

    /** The record's bytes themselves, not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** The record set up for questions by path. */
    public EventRecord record() {
        EventRecord record = new EventRecord();
        record.reset(bytes, 0, bytes.length);
        return record;
    }

    /** The record's JSON. */
    public String json() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRecord raw && Arrays.equals(raw.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "a record of " + bytes.length + " bytes";
    }
}
