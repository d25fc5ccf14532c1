package io.breakwater.evidence.verify;

import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.TreeHasher;
import java.util.Arrays;
import java.util.List;

/**
 * Checks many inclusion proofs against one head (RFC 9162, section 2.1.3.2), climbing each only as far as the path of
 * the proof before it.
 *
 * <p>Two paths that meet in a node are the same from there on. So where a proof arrives, with the same hash, at a node
 * of the path that was just proven, and the rest of both proofs is the same, the rest need not be hashed again. Anything
 * else is climbed to the root.
 */
final class Paths {
    private static final int LEVELS = 64;

    private final long size;
    private final Hash root;
    private final TreeHasher hasher = new TreeHasher();
    private final long[] nodes = new long[LEVELS];
    private final Hash[] hashes = new Hash[LEVELS];
    private final int[] restOf = new int[LEVELS];
    private List<Hash> before = List.of();

    Paths(Checkpoint head) {
        size = head.size();
        root = head.root();
        Arrays.fill(nodes, -1);
        Arrays.fill(hashes, root);
    }

    /**
     * Checks that the leaf is at this index.
     *
     * @throws ProofException with the same reasons as a single proof
     */
    void verify(Hash leaf, long index, List<Hash> proof) {
        try {
            climb(leaf, index, proof);
            before = proof;
        } catch (ProofException refused) {
            // What was noted on the way up is proven by nothing.
            forget(0, LEVELS - 1);
            throw refused;
        }
    }

    private void climb(Hash leaf, long index, List<Hash> proof) {
        if (index < 0 || index >= size) {
            throw new ProofException(
                    ProofException.Reason.INDEX_OUT_OF_RANGE, "no index " + index + " in a tree of size " + size);
        }
        Hash hash = leaf;
        long node = index;
        long last = size - 1;
        int level = 0;
        for (int i = 0; i < proof.size(); i++) {
            int rest = proof.size() - i;
            if (meets(level, node, hash, proof, rest)) {
                return;
            }
            if (last == 0) {
                throw new ProofException(ProofException.Reason.PROOF_TOO_LONG, "the proof has too many hashes");
            }
            note(level, node, hash, rest);
            Hash sibling = proof.get(i);
            if ((node & 1) == 1 || node == last) {
                hash = hasher.node(sibling, hash);
                int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                forget(level + 1, level + up);
                node >>>= up;
                last >>>= up;
                level += up;
            } else {
                hash = hasher.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
            level++;
        }
        if (last != 0) {
            throw new ProofException(ProofException.Reason.PROOF_TOO_SHORT, "the proof has too few hashes");
        }
        if (!hash.equals(root)) {
            throw new ProofException(ProofException.Reason.ROOT_MISMATCH, "the proof leads to another root");
        }
    }

    private boolean meets(int level, long node, Hash hash, List<Hash> proof, int rest) {
        return nodes[level] == node
                && restOf[level] == rest
                && hashes[level].equals(hash)
                && proof.subList(proof.size() - rest, proof.size())
                        .equals(before.subList(before.size() - rest, before.size()));
    }

    private void note(int level, long node, Hash hash, int rest) {
        nodes[level] = node;
        hashes[level] = hash;
        restOf[level] = rest;
    }

    private void forget(int from, int to) {
        for (int level = from; level <= to; level++) {
            nodes[level] = -1;
        }
    }
}
