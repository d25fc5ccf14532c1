package io.breakwater.evidence.verify;

import static io.breakwater.evidence.verify.Refusals.altered;

import io.breakwater.evidence.pack.ZipForm;
import io.breakwater.evidence.pack.ZipForm.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One file of a pack, unpacked while it is read. Gives exactly as many bytes as the directory says, or refuses: never
 * more, however much the packed data would unpack to.
 */
final class EntryStream extends InputStream {
    private static final int BUFFER_BYTES = 65_536;

    private final FileChannel channel;
    private final Entry entry;
    private final Inflater inflater = new Inflater(true);
    private final byte[] packed = new byte[BUFFER_BYTES];
    private final CRC32 crc = new CRC32();
    private long packedAt;
    private long given;
    private boolean ended;

    EntryStream(FileChannel channel, Entry entry) {
        this.channel = channel;
        this.entry = entry;
        this.packedAt = entry.dataOffset();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (given == entry.bytes()) {
            end();
            return -1;
        }
        int most = (int) Math.min(length, entry.bytes() - given);
        int read = entry.method() == ZipForm.STORED ? stored(to, offset, most) : inflated(to, offset, most);
        crc.update(to, offset, read);
        given += read;
        return read;
    }

    private int stored(byte[] to, int offset, int length) throws IOException {
        int read = channel.read(ByteBuffer.wrap(to, offset, length), packedAt);
        if (read <= 0) {
            throw altered(entry.name() + " is cut off.");
        }
        packedAt += read;
        return read;
    }

    private int inflated(byte[] to, int offset, int length) throws IOException {
        try {
            int read = inflater.inflate(to, offset, length);
            while (read == 0) {
                if (inflater.finished() || inflater.needsDictionary() || !refill()) {
                    throw altered(entry.name() + " unpacks to fewer bytes than the directory says.");
                }
                read = inflater.inflate(to, offset, length);
            }
            return read;
        } catch (DataFormatException e) {
            throw altered(entry.name() + " cannot be unpacked: " + e.getMessage() + ".");
        }
    }

    private boolean refill() throws IOException {
        if (!inflater.needsInput()) {
            return true;
        }
        int most = (int) Math.min(packed.length, entry.end() - packedAt);
        int read = most == 0 ? 0 : channel.read(ByteBuffer.wrap(packed, 0, most), packedAt);
        if (read <= 0) {
            return false;
        }
        packedAt += read;
        inflater.setInput(packed, 0, read);
        return true;
    }

    private void end() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        if (entry.method() == ZipForm.DEFLATED) {
            requireFinished();
        }
        if (crc.getValue() != entry.crc()) {
            throw altered(entry.name() + " has another checksum than the directory says.");
        }
    }

    private void requireFinished() throws IOException {
        byte[] more = new byte[1];
        try {
            while (!inflater.finished()) {
                if (inflater.inflate(more) > 0 || inflater.needsDictionary() || !inflater.finished() && !refill()) {
                    throw altered(entry.name() + " unpacks to more bytes than the directory says.");
                }
            }
        } catch (DataFormatException e) {
            throw altered(entry.name() + " cannot be unpacked: " + e.getMessage() + ".");
        }
        if (inflater.getRemaining() > 0 || packedAt != entry.end()) {
            throw altered(entry.name() + " is followed by bytes that belong to no file.");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
