package io.breakwater.detect.scan;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file without a name: readable by its owner only, and unlinked as soon as it is open, so that nothing is left of it
 * however the process ends.
 */
final class SpillFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;

    private SpillFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpillFile in(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "breakwater-scan-", ".spill");
        return new SpillFile(FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Writes. */
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Appends what is written as one run; returns where it begins. One run at a time. */
    synchronized long append(Writing writing) throws IOException {
        long begin = channel.size();
        channel.position(begin);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new Pieces(), BUFFER_BYTES));
        writing.to(out);
        out.flush();
        return begin;
    }

    /** Writes to the end of the file. A channel takes as much memory outside of the heap as it is given at a time. */
    private final class Pieces extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            ByteBuffer all = ByteBuffer.wrap(from, offset, length);
            for (int end = offset; end < offset + length; ) {
                end += Math.min(BUFFER_BYTES, offset + length - end);
                all.limit(end);
                while (all.hasRemaining()) {
                    channel.write(all);
                }
            }
        }
    }

    /** The bytes from a place on, read without moving anybody else's place. */
    InputStream from(long begin) {
        return from(begin, Long.MAX_VALUE - begin);
    }

    /** So many bytes from a place on, likewise. */
    InputStream from(long begin, long length) {
        return new InputStream() {
            private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
            private final long end = begin + length;
            private long next = begin;

            @Override
            public int read() throws IOException {
                return fill() ? buffer.get() & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (!fill()) {
                    return -1;
                }
                int count = Math.min(length, buffer.remaining());
                buffer.get(into, offset, count);
                return count;
            }

            private boolean fill() throws IOException {
                if (!buffer.hasRemaining()) {
                    buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - next));
                    int read = channel.read(buffer, next);
                    buffer.flip();
                    next += Math.max(0, read);
                }
                return buffer.hasRemaining();
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
