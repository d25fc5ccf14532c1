package io.breakwater.evidence.verify;

import static io.breakwater.evidence.verify.Refusals.altered;

import io.breakwater.ledger.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** The lines of a file of a pack and, once the end is reached, the file's hash. */
final class Lines {
    private static final int BUFFER_BYTES = 1 << 18;

    private final InputStream in;
    private final String name;
    private final int longest;
    private final MessageDigest sha256 = Hashes.newSha256();
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int scanned;
    private int filled;
    private int length;

    Lines(InputStream in, String name, int longest) {
        this.in = in;
        this.name = name;
        this.longest = longest;
    }

    /** Goes to the next line; false at the end of the file. */
    boolean next() throws IOException {
        start = scanned;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    length = i - start;
                    scanned = i + 1;
                    return requireShort();
                }
            }
            scanned = filled;
            if (scanned - start > longest) {
                throw altered(name + " has a line of over " + longest + " bytes.");
            }
            if (!fill()) {
                return atEnd();
            }
        }
    }

    /** Where the current line stands. */
    byte[] buffer() {
        return buffer;
    }

    /** Where in the buffer the current line begins. */
    int start() {
        return start;
    }

    /** How long the current line is, without its end. */
    int length() {
        return length;
    }

    /** The hash of the whole file; reads what has not been read. */
    byte[] hash() throws IOException {
        do {
            start = filled;
            scanned = filled;
        } while (fill());
        return sha256.digest();
    }

    private boolean requireShort() {
        if (length > longest) {
            throw altered(name + " has a line of over " + longest + " bytes.");
        }
        return true;
    }

    private boolean atEnd() {
        if (scanned > start) {
            throw altered(name + " does not end with a whole line.");
        }
        return false;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            scanned -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            return false;
        }
        sha256.update(buffer, filled, read);
        filled += read;
        return true;
    }
}
