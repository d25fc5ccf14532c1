package io.breakwater.ledger.merkle;

import java.util.Arrays;

/**
 * Checks a whole log: the signature on its head, every entry against its tile, every tile against the tiles below, and
 * the root. The first thing that is wrong is named.
 *
 * <p>Not guaranteed: that this is the only log of that name. Witnesses and older heads say that.
 */
public final class LogVerifier {
    private final Trust trust;

    public LogVerifier(Trust trust) {
        this.trust = trust;
    }

    /**
     * Checks the log under the head it serves.
     *
     * @throws ProofException as {@link Trust#open}; {@code TILE_MISSING} also when there is no head; {@code
     *     TILE_MALFORMED}, {@code TILE_MISMATCH}, {@code ROOT_MISMATCH}
     */
    public void verify(TileSource source) {
        byte[] head = source.read(TileSource.CHECKPOINT)
                .orElseThrow(() -> new ProofException(ProofException.Reason.TILE_MISSING, "checkpoint is missing"));
        verify(source, SignedNote.parse(head));
    }

    /** Checks the log under this head. */
    public void verify(TileSource source, SignedNote signedHead) {
        Checkpoint head = trust.open(signedHead);
        TileReader reader = new TileReader(source, head.size());
        TreeEdge edge = grown(reader, head.size());
        if (!edge.root().equals(head.root())) {
            throw new ProofException(
                    ProofException.Reason.ROOT_MISMATCH,
                    "the tiles lead to " + edge.root().hex() + ", the checkpoint says "
                            + head.root().hex());
        }
    }

    /** The tree that the entries make. Every tile is compared when what is below it is there. */
    private static TreeEdge grown(TileReader reader, long size) {
        TreeHasher hasher = new TreeHasher();
        TreeEdge.Growing growing = TreeEdge.empty().growing(tile -> requireTile(reader, tile));
        for (long first = 0; first < size; first += TilePath.FULL) {
            long index = first / TilePath.FULL;
            byte[] leaves = reader.leafHashes(index, hasher);
            requireLeaves(reader.read(0, index), leaves, first);
            for (int at = 0; at < leaves.length; at += Hash.SIZE) {
                growing.add(leaves, at);
            }
        }
        return growing.done();
    }

    private static void requireLeaves(byte[] tile, byte[] leaves, long first) {
        int wrong = Arrays.mismatch(tile, leaves);
        if (wrong >= 0) {
            throw new ProofException(
                    ProofException.Reason.TILE_MISMATCH,
                    "entry " + (first + wrong / Hash.SIZE) + " is not the one whose hash the tree holds");
        }
    }

    /** Tiles of leaves are left out: they were compared with the entries, which says more about what is wrong. */
    private static void requireTile(TileReader reader, Tile expected) {
        if (expected.path().level() == 0) {
            return;
        }
        byte[] found = reader.read(expected.path().level(), expected.path().index());
        if (!Arrays.equals(found, expected.bytes())) {
            throw new ProofException(
                    ProofException.Reason.TILE_MISMATCH, expected.path() + " is not what the level below hashes to");
        }
    }
}
