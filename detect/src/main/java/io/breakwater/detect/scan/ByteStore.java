package io.breakwater.detect.scan;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory that are written at the end and read from anywhere. For one thread while it is written. */
final class ByteStore extends OutputStream {
    private byte[] bytes;
    private int size;

    ByteStore(int firstSize) {
        bytes = new byte[firstSize];
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Forgets everything, and keeps the room. */
    void clear() {
        size = 0;
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
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
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
