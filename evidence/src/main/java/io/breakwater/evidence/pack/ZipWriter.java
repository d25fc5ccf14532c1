package io.breakwater.evidence.pack;

import io.breakwater.evidence.pack.ZipForm.Entry;
import io.breakwater.ledger.Hashes;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a zip in {@link ZipForm}, file by file, and remembers the SHA-256 of each. Not for several threads. */
final class ZipWriter {
    private static final int BUFFER_BYTES = 65_536;
    /** What shrinks more than this is stored: a reader may take it for a bomb. Half of what the verifier bears. */
    private static final int MAX_RATIO = 50;

    private final FileChannel file;
    private final List<Entry> entries = new ArrayList<>();
    private final SortedMap<String, String> digests = new TreeMap<>();

    ZipWriter(FileChannel file) {
        this.file = file;
    }

    /** Writes to a stream; used once for each file. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** SHA-256 of every file so far, by name. */
    SortedMap<String, String> digests() {
        return digests;
    }

    /** Adds a file that is in memory; stored when deflating gains nothing or too much. */
    void add(String name, byte[] bytes) throws IOException {
        byte[] deflated = deflate(bytes);
        boolean store = deflated.length >= bytes.length || (long) deflated.length * MAX_RATIO < bytes.length;
        put(name, store ? ZipForm.STORED : ZipForm.DEFLATED, bytes, store ? bytes : deflated);
    }

    /** Adds a file as it is. */
    void store(String name, byte[] bytes) throws IOException {
        put(name, ZipForm.STORED, bytes, bytes);
    }

    /** Adds a file of any length. */
    void stream(String name, Body body) throws IOException {
        Entry blank = new Entry(name, ZipForm.DEFLATED, 0, 0, 0, file.position());
        write(ZipForm.local(blank));
        Tally tally = new Tally();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream packed =
                    new DeflaterOutputStream(Channels.newOutputStream(file), deflater, BUFFER_BYTES);
            body.writeTo(tally.over(packed));
            packed.finish();
        } finally {
            deflater.end();
        }
        long packedBytes = file.position() - blank.dataOffset();
        Entry entry = new Entry(name, ZipForm.DEFLATED, tally.crc.getValue(), packedBytes, tally.bytes, blank.offset());
        file.write(ByteBuffer.wrap(ZipForm.local(entry)), blank.offset());
        finished(entry, tally.sha256);
    }

    /** Writes the directory. */
    void end() throws IOException {
        long offset = file.position();
        OutputStream out = new java.io.BufferedOutputStream(Channels.newOutputStream(file), BUFFER_BYTES);
        for (Entry entry : entries) {
            out.write(ZipForm.central(entry));
        }
        out.flush();
        write(ZipForm.end(entries.size(), offset, file.position() - offset));
        requireSmall(file.position());
    }

    /** How many bytes have been written so far. */
    long position() throws IOException {
        return file.position();
    }

    /** SHA-256 of everything written so far. */
    byte[] hashSoFar() throws IOException {
        MessageDigest sha256 = Hashes.newSha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = 0; at < file.position(); at += buffer.position()) {
            buffer.clear();
            if (file.read(buffer, at) < 0) {
                throw new IOException("the file became shorter while it was written");
            }
            sha256.update(buffer.array(), 0, buffer.position());
        }
        return sha256.digest();
    }

    private void put(String name, int method, byte[] bytes, byte[] packed) throws IOException {
        Tally tally = new Tally();
        tally.count(bytes, 0, bytes.length);
        Entry entry = new Entry(name, method, tally.crc.getValue(), packed.length, bytes.length, file.position());
        write(ZipForm.local(entry));
        write(packed);
        finished(entry, tally.sha256);
    }

    private void finished(Entry entry, MessageDigest sha256) {
        requireSmall(entry.end());
        requireSmall(entry.bytes());
        entries.add(entry);
        digests.put(entry.name(), HexFormat.of().formatHex(sha256.digest()));
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    private static void requireSmall(long bytes) {
        if (bytes > ZipForm.MAX_BYTES) {
            throw new BreakwaterException(
                    Code.TOO_LARGE, "a pack holds less than 4 GiB; this incident's recordings are larger");
        }
    }

    private static byte[] deflate(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream packed = new DeflaterOutputStream(out, deflater)) {
            packed.write(bytes);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    /** What a reader will compare: checksum, length and hash of a file's bytes. */
    private static final class Tally {
        final CRC32 crc = new CRC32();
        final MessageDigest sha256 = Hashes.newSha256();
        long bytes;

        void count(byte[] from, int offset, int length) {
            crc.update(from, offset, length);
            sha256.update(from, offset, length);
            bytes += length;
        }

        OutputStream over(OutputStream out) {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] from, int offset, int length) throws IOException {
                    count(from, offset, length);
                    out.write(from, offset, length);
                }
            };
        }
    }
}
