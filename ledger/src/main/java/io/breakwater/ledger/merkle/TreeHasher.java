package io.breakwater.ledger.merkle;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashing of RFC 6962, section 2.1. One per thread: it reuses its digest and its buffer. */
public final class TreeHasher {
    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    private final MessageDigest sha256;
    private final byte[] pair = new byte[1 + 2 * Hash.SIZE];

    public TreeHasher() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
        pair[0] = NODE;
    }

    /** The hash of a leaf: {@code SHA-256(0x00 || entry)}. */
    public Hash leaf(byte[] entry) {
        return leaf(entry, 0, entry.length);
    }

    /** The hash of a leaf whose bytes are part of an array. */
    public Hash leaf(byte[] bytes, int offset, int length) {
        sha256.update(LEAF);
        sha256.update(bytes, offset, length);
        return Hash.owning(sha256.digest());
    }

    /** The hash of a node: {@code SHA-256(0x01 || left || right)}. */
    public Hash node(Hash left, Hash right) {
        byte[] result = new byte[Hash.SIZE];
        node(left.raw(), 0, right.raw(), 0, result, 0);
        return Hash.owning(result);
    }

    /** The same on arrays: for trees of a million leaves, objects cost more than hashing. */
    void node(byte[] left, int leftAt, byte[] right, int rightAt, byte[] result, int resultAt) {
        System.arraycopy(left, leftAt, pair, 1, Hash.SIZE);
        System.arraycopy(right, rightAt, pair, 1 + Hash.SIZE, Hash.SIZE);
        sha256.update(pair, 0, pair.length);
        digestInto(result, resultAt);
    }

    void leaf(byte[] bytes, int offset, int length, byte[] result, int resultAt) {
        sha256.update(LEAF);
        sha256.update(bytes, offset, length);
        digestInto(result, resultAt);
    }

    Hash sha256(byte[] bytes) {
        return Hash.owning(sha256.digest(bytes));
    }

    private void digestInto(byte[] result, int at) {
        try {
            sha256.digest(result, at, Hash.SIZE);
        } catch (DigestException impossible) {
            throw new IllegalStateException("the buffer is long enough", impossible);
        }
    }
}
