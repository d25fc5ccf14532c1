package io.breakwater.detect.digest;

import io.breakwater.ledger.Hashes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;

/** What is in a file, unpacked where it is compressed. Hashes in digests are of the unpacked content. */
final class Content {
    /** A digest names the log files of an hour, some 400 bytes each. */
    static final int DIGEST_BYTES = 64 << 20;
    /** No log file that CloudTrail delivers comes near; a bomb does. */
    static final long LOG_BYTES = 4L << 30;

    private Content() {}

    static byte[] ofDigest(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copy(file, out, DIGEST_BYTES);
        return out.toByteArray();
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = Hashes.newSha256();
        copy(file, new DigestOutputStream(OutputStream.nullOutputStream(), digest), LOG_BYTES);
        return Hashes.hex(digest.digest());
    }

    private static void copy(Path file, OutputStream out, long most) throws IOException {
        try (InputStream stored = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = unpacked(stored)) {
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > most) {
                    throw new IOException("unpacks to more than " + most + " bytes");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        in.mark(2);
        boolean isGzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return isGzip ? new GZIPInputStream(in, 1 << 16) : in;
    }
}
