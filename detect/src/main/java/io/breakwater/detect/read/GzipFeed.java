package io.breakwater.detect.read;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Content in gzip (RFC 1952) with any number of members. Reused from file to file. */
final class GzipFeed implements Feed {
    static final int MAGIC_1 = 0x1f;
    static final int MAGIC_2 = 0x8b;

    private static final int FIXED_HEADER = 10;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int TRAILER = 8;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final Stored stored;
    private final Stored file;
    private boolean inMember;
    private long members;
    private long written;

    GzipFeed(Stored stored) {
        this(stored, stored);
    }

    /** @param file what {@code stored} comes from: what is unpacked twice may be no larger for it */
    GzipFeed(Stored stored, Stored file) {
        this.stored = stored;
        this.file = file;
    }

    void restart() {
        inMember = false;
        members = 0;
        written = 0;
    }

    void close() {
        inflater.end();
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        while (inMember || nextMember()) {
            int bytes = inflate(into, at, length);
            if (bytes > 0) {
                crc.update(into, at, bytes);
                written += bytes;
                refuseBomb();
                return bytes;
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int at, int length) throws IOException {
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    if (!stored.fill()) {
                        throw new DamagedException(Problem.TRUNCATED, "the compressed data ends in the middle");
                    }
                    inflater.setInput(stored.buffer(), stored.at(), stored.available());
                    stored.skip(stored.available());
                }
                int bytes = inflater.inflate(into, at, length);
                if (bytes > 0) {
                    return bytes;
                }
                if (inflater.needsDictionary()) {
                    throw new DamagedException(Problem.CORRUPT_COMPRESSION, "a dictionary is asked for");
                }
            }
        } catch (DataFormatException e) {
            throw new DamagedException(Problem.CORRUPT_COMPRESSION, String.valueOf(e.getMessage()));
        }
        stored.skip(-inflater.getRemaining());
        trailer();
        return 0;
    }

    private void refuseBomb() throws IOException {
        if (written > Limits.BOMB_BYTES && written / Limits.BOMB_RATIO > file.count()) {
            throw new DamagedException(
                    Problem.BOMB, "more than " + Limits.BOMB_RATIO + " times its size after " + written + " bytes");
        }
    }

    /** Compares the member's length and checksum with what was unpacked. */
    private void trailer() throws IOException {
        inMember = false;
        if (!stored.atLeast(TRAILER)) {
            throw new DamagedException(Problem.TRUNCATED, "the compressed data ends before its checksum");
        }
        long sum = little(4);
        long size = little(4);
        if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new DamagedException(Problem.CORRUPT_COMPRESSION, "the checksum is another");
        }
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) stored.next() << (8 * i);
        }
        return value;
    }

    private boolean nextMember() throws IOException {
        if (!stored.fill()) {
            return false;
        }
        if (!stored.atLeast(2) || !isMagic()) {
            return endOrTrailing();
        }
        header();
        inflater.reset();
        crc.reset();
        inMember = true;
        members++;
        return true;
    }

    private boolean isMagic() {
        int at = stored.at();
        return (stored.buffer()[at] & 0xff) == MAGIC_1 && (stored.buffer()[at + 1] & 0xff) == MAGIC_2;
    }

    /** Zeros after the last member are padding, as tapes and some object stores leave it. */
    private boolean endOrTrailing() throws IOException {
        int next = stored.next();
        while (next == 0) {
            next = stored.next();
        }
        if (next >= 0) {
            throw new DamagedException(Problem.TRAILING_BYTES, "after member " + members);
        }
        return false;
    }

    private void header() throws IOException {
        if (!stored.atLeast(FIXED_HEADER)) {
            throw new DamagedException(Problem.TRUNCATED, "the compressed data ends in its header");
        }
        int flags = stored.buffer()[stored.at() + 3];
        stored.skip(FIXED_HEADER);
        if ((flags & EXTRA) != 0) {
            pass((int) little(2));
        }
        if ((flags & NAME) != 0) {
            passText();
        }
        if ((flags & COMMENT) != 0) {
            passText();
        }
        if ((flags & HEADER_CRC) != 0) {
            pass(2);
        }
    }

    private void pass(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            if (stored.next() < 0) {
                throw new DamagedException(Problem.TRUNCATED, "the compressed data ends in its header");
            }
        }
    }

    private void passText() throws IOException {
        int next = stored.next();
        while (next > 0) {
            next = stored.next();
        }
    }
}
