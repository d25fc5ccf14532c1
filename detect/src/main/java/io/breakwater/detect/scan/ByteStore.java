package io.breakwater.detect.scan;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory that are written at the end and read from anywhere. For one thread while it is written. */
final class ByteStore extends OutputStream {
    private final int usualSize;
    private byte[] bytes;
    private int size;

    /** @param usualSize what it grows to in doublings; beyond, it grows by what is needed only */
    ByteStore(int firstSize, int usualSize) {
        this.usualSize = usualSize;
        bytes = new byte[firstSize];
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Forgets everything, and keeps the room, but for what one large thing took beyond the usual. */
    void clear() {
        size = 0;
        if (bytes.length > usualSize) {
            bytes = new byte[usualSize];
        }
    }

    @Override
    public void write(int b) {
        room(1);
        bytes[size] = (byte) b;
        size++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(usualSize, 2 * bytes.length)));
        }
    }

    /** What stands from a place on, up to where it has been written now. */
    InputStream from(int place) {
        byte[] all = bytes;
        int end = size;
        return new InputStream() {
            private int next = place;

            @Override
            public int read() {
                return next < end ? all[next++] & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = Math.min(length, end - next);
                System.arraycopy(all, next, into, offset, count);
                next += count;
                return count == 0 && length > 0 ? -1 : count;
            }
        };
    }
}
