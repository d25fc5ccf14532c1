package io.breakwater.ledger.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The roots of the perfect subtrees that make up a tree, largest first: all that is needed to add leaves and to know the
 * root. Not for several threads.
 */
public final class CompactRange {
    /** A tree has fewer than 2^63 leaves, so never more peaks than this. */
    private static final int MOST_PEAKS = 64;

    private final TreeHasher hasher;
    private final byte[] peaks = new byte[MOST_PEAKS * Hash.SIZE];
    private int count;
    private long size;

    /** The tree without leaves. */
    public CompactRange() {
        this(new TreeHasher());
    }

    CompactRange(TreeHasher hasher) {
        this.hasher = hasher;
    }

    /**
     * A tree of this size with these peaks.
     *
     * @throws ProofException {@code SIZE_OUT_OF_RANGE} when a tree of this size has another number of peaks
     */
    public static CompactRange of(long size, List<Hash> peaks) {
        if (size < 0 || Long.bitCount(size) != peaks.size()) {
            throw new ProofException(
                    ProofException.Reason.SIZE_OUT_OF_RANGE,
                    "a tree of size " + size + " does not have " + peaks.size() + " peaks");
        }
        CompactRange range = new CompactRange();
        peaks.forEach(range::push);
        range.size = size;
        return range;
    }

    /** Adds a leaf (or, in a tree of equal subtrees, a subtree) at the right. */
    public void add(Hash hash) {
        add(hash.raw(), 0);
    }

    /** The same with a hash that is part of an array. */
    void add(byte[] hashes, int at) {
        System.arraycopy(hashes, at, peaks, count * Hash.SIZE, Hash.SIZE);
        count++;
        merge();
    }

    /** Adds the leaf with these bytes; the same as hashing and adding, without an object in between. */
    public void addEntry(byte[] bytes, int offset, int length) {
        hasher.leaf(bytes, offset, length, peaks, count * Hash.SIZE);
        count++;
        merge();
    }

    private void merge() {
        for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
            foldLastTwo();
        }
        size++;
    }

    private void push(Hash hash) {
        System.arraycopy(hash.raw(), 0, peaks, count * Hash.SIZE, Hash.SIZE);
        count++;
    }

    private void foldLastTwo() {
        count--;
        int right = count * Hash.SIZE;
        int left = right - Hash.SIZE;
        hasher.node(peaks, left, peaks, right, peaks, left);
    }

    /** How many leaves. */
    public long size() {
        return size;
    }

    /** The peaks, largest first; as many as the size has bits set. */
    public List<Hash> peaks() {
        List<Hash> copies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            copies.add(Hash.at(peaks, i));
        }
        return copies;
    }

    /** The root of the tree as it is now. */
    public Hash root() {
        return fold(hasher, peaks());
    }

    /** The root over peaks, smallest folded in first (RFC 6962: the left subtree is the largest power of two). */
    static Hash fold(TreeHasher hasher, List<Hash> peaks) {
        if (peaks.isEmpty()) {
            return Hash.EMPTY_ROOT;
        }
        Hash root = peaks.get(peaks.size() - 1);
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = hasher.node(peaks.get(i), root);
        }
        return root;
    }

    @Override
    public String toString() {
        return "CompactRange[size=" + size + ", peaks=" + Arrays.toString(peaks().toArray()) + "]";
    }
}
