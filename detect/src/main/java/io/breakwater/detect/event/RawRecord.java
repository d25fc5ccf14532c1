package io.breakwater.detect.event;

import io.breakwater.ledger.Hashes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** One record's own bytes, in memory or elsewhere. Equal when the bytes are. */
public final class RawRecord {
    /** An empty object: of an event whose record is not kept. */
    public static final RawRecord NONE = of(new byte[] {'{', '}'});

    private final Place place;
    private final int length;

    private RawRecord(Place place, int length) {
        this.place = place;
        this.length = length;
    }

    /** Where the bytes of a record are. */
    @FunctionalInterface
    public interface Place {
        /** The bytes from the first on, as often as somebody asks. */
        InputStream open() throws IOException;

        /** What it takes of the memory, in bytes. */
        default int weight() {
            return 0;
        }
    }

    private record InMemory(byte[] bytes) implements Place {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public int weight() {
            return bytes.length;
        }
    }

    /** Takes the array without copying; the caller does not write to it any more. */
    public static RawRecord of(byte[] bytes) {
        return new RawRecord(new InMemory(bytes), bytes.length);
    }

    /** A record that is too large to be carried along: its bytes are fetched when somebody asks for them. */
    public static RawRecord at(Place place, int length) {
        return new RawRecord(place, length);
    }

    /** How long the record is. */
    public int length() {
        return length;
    }

    /** What it takes of the memory as long as somebody holds it, in bytes. */
    public int weight() {
        return place.weight();
    }

    /** Whether its bytes have to be fetched from elsewhere. */
    public boolean isElsewhere() {
        return !(place instanceof InMemory);
    }

    /** Where it is. */
    public Place place() {
        return place;
    }

    /**
     * The record's bytes, not to be written to.
     *
     * @throws UncheckedIOException when they cannot be fetched
     */
    public byte[] bytes() {
        return place instanceof InMemory here ? here.bytes() : first(length);
    }

    /** The SHA-256 of the record's bytes, in lower-case hexadecimal. */
    public String sha256() {
        if (!isElsewhere()) {
            return Hashes.sha256Hex(bytes());
        }
        MessageDigest digest = Hashes.newSha256();
        try (InputStream in = new DigestInputStream(place.open(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException lost) {
            throw lost(lost);
        }
        return Hashes.hex(digest.digest());
    }

    private static UncheckedIOException lost(IOException lost) {
        return new UncheckedIOException("a record that was laid aside cannot be read again", lost);
    }

    /** So many of the record's bytes, or all when it has no more. */
    public byte[] first(int most) {
        try (InputStream in = place.open()) {
            return in.readNBytes(Math.min(most, length));
        } catch (IOException lost) {
            throw lost(lost);
        }
    }

    /** The record's JSON, read piece by piece. To be closed. */
    public Reader reader() throws IOException {
        if (!isElsewhere()) {
            return new StringReader(json());
        }
        return new InputStreamReader(place.open(), StandardCharsets.UTF_8);
    }

    /** The record set up for questions by path. */
    public EventRecord record() {
        EventRecord record = new EventRecord();
        byte[] bytes = bytes();
        record.reset(bytes, 0, bytes.length);
        return record;
    }

    /** The record's JSON. */
    public String json() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawRecord raw && raw.length == length && Arrays.equals(raw.bytes(), bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "a record of " + length + " bytes";
    }
}
