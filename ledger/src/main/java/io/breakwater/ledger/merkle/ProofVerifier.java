package io.breakwater.ledger.merkle;

import java.util.Iterator;
import java.util.List;

/**
 * Checks proofs of RFC 6962 (section 2.1; the algorithms are those of RFC 9162, sections 2.1.3.2 and 2.1.4.2).
 *
 * <p>Guaranteed when a method returns: index, sizes and roots belong together as stated. Not guaranteed: that the roots
 * are anybody's; compare them with a checkpoint that was opened with {@link NoteVerifier}.
 */
public final class ProofVerifier {
    private ProofVerifier() {}

    /**
     * Checks that a leaf is at this index of the tree of this head.
     *
     * @throws ProofException {@code INDEX_OUT_OF_RANGE}, {@code PROOF_TOO_SHORT}, {@code PROOF_TOO_LONG}, {@code
     *     ROOT_MISMATCH}
     */
    public static void verifyInclusion(Hash leaf, long index, List<Hash> proof, Checkpoint head) {
        verifyInclusion(leaf, index, head.size(), head.root(), proof);
    }

    /** Checks that a leaf is at this index of the tree of this size and root. */
    public static void verifyInclusion(Hash leaf, long index, long size, Hash root, List<Hash> proof) {
        if (index < 0 || index >= size) {
            throw new ProofException(
                    ProofException.Reason.INDEX_OUT_OF_RANGE, "no index " + index + " in a tree of size " + size);
        }
        requireLength(proof, inclusionLength(index, size));
        TreeHasher hasher = new TreeHasher();
        Hash hash = leaf;
        long node = index;
        long last = size - 1;
        for (Hash sibling : proof) {
            if ((node & 1) == 1 || node == last) {
                hash = hasher.node(sibling, hash);
                int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                hash = hasher.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        requireRoot(hash, root, ProofException.Reason.ROOT_MISMATCH);
    }

    /**
     * Checks that the tree of the new head is the tree of the old one, and more leaves.
     *
     * @throws ProofException {@code SIZE_OUT_OF_RANGE} when the old tree is empty (nothing to prove; whoever accepts
     *     that does so before) or larger than the new one; {@code FORKED}; {@code PROOF_TOO_SHORT}, {@code
     *     PROOF_TOO_LONG}, {@code OLD_ROOT_MISMATCH}, {@code ROOT_MISMATCH}; {@code OTHER_LOG}
     */
    public static void verifyConsistency(Checkpoint older, Checkpoint newer, List<Hash> proof) {
        if (!older.origin().equals(newer.origin())) {
            throw new ProofException(
                    ProofException.Reason.OTHER_LOG,
                    "checkpoints of two logs: " + Quoted.of(older.origin()) + " and " + Quoted.of(newer.origin()));
        }
        verifyConsistency(older.size(), older.root(), newer.size(), newer.root(), proof);
    }

    /** Checks that the tree of the new size and root begins with the tree of the old size and root. */
    public static void verifyConsistency(long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> proof) {
        if (oldSize < 1 || oldSize > newSize) {
            throw new ProofException(
                    ProofException.Reason.SIZE_OUT_OF_RANGE, "no proof leads from size " + oldSize + " to " + newSize);
        }
        requireLength(proof, consistencyLength(oldSize, newSize));
        if (oldSize == newSize) {
            requireRoot(oldRoot, newRoot, ProofException.Reason.FORKED);
            return;
        }
        climb(oldSize, oldRoot, newSize, newRoot, proof);
    }

    private static void climb(long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> proof) {
        TreeHasher hasher = new TreeHasher();
        int perfect = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >>> perfect;
        long last = (newSize - 1) >>> perfect;
        Iterator<Hash> hashes = proof.iterator();
        // A perfect old tree is its own first subtree; the proof leaves out what the verifier has.
        Hash first = node == 0 ? oldRoot : hashes.next();
        Hash oldHash = first;
        Hash newHash = first;
        while (hashes.hasNext()) {
            Hash sibling = hashes.next();
            if ((node & 1) == 1 || node == last) {
                oldHash = hasher.node(sibling, oldHash);
                newHash = hasher.node(sibling, newHash);
                int up = (node & 1) == 1 ? 0 : Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                newHash = hasher.node(newHash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        requireRoot(oldHash, oldRoot, ProofException.Reason.OLD_ROOT_MISMATCH);
        requireRoot(newHash, newRoot, ProofException.Reason.ROOT_MISMATCH);
    }

    /** How many hashes the proof for an index has: siblings below the right border, then the left ones along it. */
    static int inclusionLength(long index, long size) {
        int inner = Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
        return inner + Long.bitCount(index >>> inner);
    }

    static int consistencyLength(long oldSize, long newSize) {
        if (oldSize == newSize) {
            return 0;
        }
        int perfect = Long.numberOfTrailingZeros(oldSize);
        long node = (oldSize - 1) >>> perfect;
        return inclusionLength(node, ((newSize - 1) >>> perfect) + 1) + (node == 0 ? 0 : 1);
    }

    private static void requireLength(List<Hash> proof, int length) {
        if (proof.size() < length) {
            throw new ProofException(
                    ProofException.Reason.PROOF_TOO_SHORT,
                    "the proof has " + proof.size() + " hashes and needs " + length);
        }
        if (proof.size() > length) {
            throw new ProofException(
                    ProofException.Reason.PROOF_TOO_LONG,
                    "the proof has " + proof.size() + " hashes and needs only " + length);
        }
    }

    private static void requireRoot(Hash computed, Hash stated, ProofException.Reason otherwise) {
        if (!computed.equals(stated)) {
            throw new ProofException(otherwise, "the proof leads to " + computed.hex() + ", not to " + stated.hex());
        }
    }
}
