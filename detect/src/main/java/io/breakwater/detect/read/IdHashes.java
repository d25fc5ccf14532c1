package io.breakwater.detect.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The ids of one thread's events, hashed, handed on in batches so that threads seldom meet. */
final class IdHashes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BATCH = 4_096;

    private final Duplicates duplicates;
    private final long[] hashes = new long[BATCH];
    private int count;

    IdHashes(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    void add(byte[] bytes, int start, int end) {
        if (start == end) {
            return;
        }
        hashes[count] = hash(bytes, start, end);
        count++;
        if (count == BATCH) {
            flush();
        }
    }

    void flush() {
        duplicates.add(hashes, count);
        count = 0;
    }

    /** Never 0. */
    static long hash(byte[] bytes, int start, int end) {
        long hash = end - start;
        int i = start;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, i));
        }
        for (; i < end; i++) {
            hash = mix(hash ^ bytes[i]);
        }
        return hash == 0 ? 1 : hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xd6e8feb86659fd93L;
        mixed = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
        return mixed ^ mixed >>> 32;
    }
}
