package io.breakwater.detect.read;

import io.breakwater.ledger.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/** A file's bytes as they are stored: read in pieces, counted and digested. */
final class Stored {
    private byte[] buffer = new byte[128 << 10];
    private final MessageDigest digest = Hashes.newSha256();
    private final Meter meter;
    private InputStream in = InputStream.nullInputStream();
    private int at;
    private int end;
    private long count;

    Stored(Meter meter) {
        this.meter = meter;
    }

    void open(InputStream stream) {
        in = stream;
        at = 0;
        end = 0;
        count = 0;
        digest.reset();
    }

    byte[] buffer() {
        return buffer;
    }

    int at() {
        return at;
    }

    int available() {
        return end - at;
    }

    void skip(int bytes) {
        at += bytes;
    }

    /** How many bytes have been read from the file. */
    long count() {
        return count;
    }

    /** Reads more when there is nothing left. False at the end of the file. */
    boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = 0;
        return more();
    }

    /** At least so many bytes, at the front of what is {@link #available}, unless the file ends before. */
    boolean atLeast(int bytes) throws IOException {
        if (available() < bytes && at > 0) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        boolean more = true;
        while (more && available() < bytes) {
            more = more();
        }
        return available() >= bytes;
    }

    private boolean more() throws IOException {
        int read = in.read(buffer, end, buffer.length - end);
        if (read <= 0) {
            return false;
        }
        digest.update(buffer, end, read);
        end += read;
        count += read;
        meter.bytes(read);
        return true;
    }

    /** Whether the whole file, of which nothing has been taken yet, is now in {@link #buffer}. */
    boolean holdWhole(long size, int most) throws IOException {
        if (size > most) {
            return false;
        }
        int room = (int) size + 1;
        if (buffer.length < room) {
            buffer = Arrays.copyOf(buffer, room);
        }
        return !atLeast(room);
    }

    /** The last four bytes as a number: of a file that is one gzip member, its size unpacked (RFC 1952, ISIZE). */
    int littleAtEnd() {
        return available() < Integer.BYTES
                ? 0
                : ByteBuffer.wrap(buffer, end - Integer.BYTES, Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt();
    }

    /** The next byte, or -1 at the end of the file. */
    int next() throws IOException {
        return fill() ? buffer[at++] & 0xff : -1;
    }

    /** Reads whatever is left, so that the digest is that of the whole file. */
    String digestToEnd() throws IOException {
        do {
            at = end;
        } while (fill());
        return Hashes.hex(digest.digest());
    }
}
