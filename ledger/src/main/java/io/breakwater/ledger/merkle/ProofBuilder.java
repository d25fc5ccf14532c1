package io.breakwater.ledger.merkle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes proofs about a tree of one size from its tiles. Not for several threads.
 *
 * <p>The tiles are not trusted and not checked: wrong tiles give proofs that do not verify.
 */
public final class ProofBuilder {
    /** Tiles kept expanded, 16 KiB each. */
    private static final int MOST_KEPT = 256;

    private final TileReader reader;
    private final long size;
    private final TreeHasher hasher = new TreeHasher();
    private final Map<TilePath, TileNodes> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, TileNodes> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** @throws ProofException {@code SIZE_OUT_OF_RANGE} below 0 */
    public ProofBuilder(TileSource source, long size) {
        if (size < 0) {
            throw new ProofException(ProofException.Reason.SIZE_OUT_OF_RANGE, "a tree has no size below 0: " + size);
        }
        this.reader = new TileReader(source, size);
        this.size = size;
    }

    /** The root of the tree. */
    public Hash root() {
        return size == 0 ? Hash.EMPTY_ROOT : subtree(0, size);
    }

    /** The hash of the leaf at this index. */
    public Hash leaf(long index) {
        requireIndex(index);
        return subtree(index, index + 1);
    }

    /**
     * The hashes that lead from the leaf at this index to the root, the leaf's sibling first.
     *
     * @throws ProofException {@code INDEX_OUT_OF_RANGE}, {@code TILE_MISSING}, {@code TILE_MALFORMED}
     */
    public List<Hash> inclusion(long index) {
        requireIndex(index);
        List<Hash> proof = new ArrayList<>();
        collectInclusion(index, 0, size, proof);
        return proof;
    }

    /**
     * The hashes that prove that the tree of an older size is the beginning of this one.
     *
     * @throws ProofException {@code SIZE_OUT_OF_RANGE} below 1 or above the size of this tree; {@code TILE_MISSING},
     *     {@code TILE_MALFORMED}
     */
    public List<Hash> consistency(long oldSize) {
        if (oldSize < 1 || oldSize > size) {
            throw new ProofException(
                    ProofException.Reason.SIZE_OUT_OF_RANGE, "no proof leads from size " + oldSize + " to " + size);
        }
        List<Hash> proof = new ArrayList<>();
        collectConsistency(oldSize, 0, size, true, proof);
        return proof;
    }

    private void requireIndex(long index) {
        if (index < 0 || index >= size) {
            throw new ProofException(
                    ProofException.Reason.INDEX_OUT_OF_RANGE, "no index " + index + " in a tree of size " + size);
        }
    }

    /** RFC 6962, section 2.1.1: PATH(m, D[start:end]). */
    private void collectInclusion(long index, long start, long end, List<Hash> proof) {
        if (end - start == 1) {
            return;
        }
        long middle = split(start, end);
        if (index < middle) {
            collectInclusion(index, start, middle, proof);
            proof.add(subtree(middle, end));
        } else {
            collectInclusion(index, middle, end, proof);
            proof.add(subtree(start, middle));
        }
    }

    /** RFC 6962, section 2.1.2: SUBPROOF(m, D[start:end], known). */
    private void collectConsistency(long oldSize, long start, long end, boolean known, List<Hash> proof) {
        if (oldSize == end) {
            if (!known) {
                proof.add(subtree(start, end));
            }
            return;
        }
        long middle = split(start, end);
        if (oldSize <= middle) {
            collectConsistency(oldSize, start, middle, known, proof);
            proof.add(subtree(middle, end));
        } else {
            collectConsistency(oldSize, middle, end, false, proof);
            proof.add(subtree(start, middle));
        }
    }

    /** Where the left subtree ends: it has the largest power of two of leaves that is smaller than all. */
    private static long split(long start, long end) {
        return start + Long.highestOneBit(end - start - 1);
    }

    private Hash subtree(long start, long end) {
        long leaves = end - start;
        if (Long.bitCount(leaves) == 1) {
            return perfect(start, Long.numberOfTrailingZeros(leaves));
        }
        long middle = split(start, end);
        return hasher.node(subtree(start, middle), subtree(middle, end));
    }

    /** The root of the perfect subtree with 2^height leaves from {@code start}, which is a multiple of that. */
    private Hash perfect(long start, int height) {
        int level = height / TilePath.HEIGHT;
        int within = height % TilePath.HEIGHT;
        long first = start >>> (TilePath.HEIGHT * level);
        TilePath path = TilePath.inTree(level, first / TilePath.FULL, size);
        return kept.computeIfAbsent(path, this::expand).at(within, (int) (first % TilePath.FULL) >>> within);
    }

    private TileNodes expand(TilePath path) {
        return new TileNodes(hasher, reader.read(path.level(), path.index()));
    }
}
