package io.breakwater.detect.read;

import java.util.Arrays;

/**
 * How many events were delivered more than once, in bounded memory: the ids' hashes are kept, and when there are more than
 * {@link Limits#IDS_KEPT}, only those whose hash ends in a zero bit, then in two, and so on. What is kept is counted
 * exactly, whatever the order in which it came, so the same input gives the same number on any number of threads.
 */
final class Duplicates {
    private static final int FIRST_SIZE = 1 << 14;

    private final int most;
    private final long[] againByZeros = new long[Long.SIZE + 1];
    private long[] table = new long[FIRST_SIZE];
    private int size;
    private int zeros;

    Duplicates(int most) {
        this.most = most;
    }

    /** Takes the first {@code count} hashes; 0 is none. */
    synchronized void add(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            add(hashes[i]);
        }
    }

    private void add(long hash) {
        int ends = Long.numberOfTrailingZeros(hash);
        if (ends < zeros) {
            return;
        }
        int slot = slot(hash);
        if (table[slot] == hash) {
            againByZeros[ends]++;
            return;
        }
        table[slot] = hash;
        size++;
        while (size > most) {
            zeros++;
            rebuild(table.length);
        }
        if (size * 2 > table.length) {
            rebuild(table.length * 2);
        }
    }

    private int slot(long hash) {
        int mask = table.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (table[slot] != 0 && table[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rebuild(int length) {
        long[] old = table;
        table = new long[length];
        size = 0;
        for (long hash : old) {
            if (hash != 0 && Long.numberOfTrailingZeros(hash) >= zeros) {
                table[slot(hash)] = hash;
                size++;
            }
        }
    }

    /** How many events came again; an estimate when {@link #isEstimate}. */
    synchronized long count() {
        return Arrays.stream(againByZeros, zeros, againByZeros.length).sum() << zeros;
    }

    /** Whether there were too many ids to keep them all. */
    synchronized boolean isEstimate() {
        return zeros > 0;
    }
}
