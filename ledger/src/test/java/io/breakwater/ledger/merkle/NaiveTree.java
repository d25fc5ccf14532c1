package io.breakwater.ledger.merkle;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962, section 2.1, word by word and without a thought for speed: the reference that everything is held against. */
final class NaiveTree {
    private NaiveTree() {}

    static Hash root(List<byte[]> entries) {
        int n = entries.size();
        if (n == 0) {
            return sha256();
        }
        if (n == 1) {
            return sha256(new byte[] {0}, entries.get(0));
        }
        int k = largestPowerOfTwoBelow(n);
        return sha256(
                new byte[] {1},
                root(entries.subList(0, k)).bytes(),
                root(entries.subList(k, n)).bytes());
    }

    /** PATH(m, D[n]). */
    static List<Hash> path(int m, List<byte[]> entries) {
        int n = entries.size();
        if (n == 1) {
            return List.of();
        }
        int k = largestPowerOfTwoBelow(n);
        return m < k
                ? with(path(m, entries.subList(0, k)), root(entries.subList(k, n)))
                : with(path(m - k, entries.subList(k, n)), root(entries.subList(0, k)));
    }

    /** PROOF(m, D[n]). */
    static List<Hash> proof(int m, List<byte[]> entries) {
        return subproof(m, entries, true);
    }

    private static List<Hash> subproof(int m, List<byte[]> entries, boolean complete) {
        int n = entries.size();
        if (m == n) {
            return complete ? List.of() : List.of(root(entries));
        }
        int k = largestPowerOfTwoBelow(n);
        return m <= k
                ? with(subproof(m, entries.subList(0, k), complete), root(entries.subList(k, n)))
                : with(subproof(m - k, entries.subList(k, n), false), root(entries.subList(0, k)));
    }

    private static int largestPowerOfTwoBelow(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static List<Hash> with(List<Hash> hashes, Hash last) {
        List<Hash> more = new ArrayList<>(hashes);
        more.add(last);
        return more;
    }

    private static Hash sha256(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        try {
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(all.toByteArray()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
