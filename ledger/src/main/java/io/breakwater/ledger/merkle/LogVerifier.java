package io.breakwater.ledger.merkle;

import java.util.Arrays;
import java.util.List;

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
        TreeEdge edge = TreeEdge.empty();
        while (edge.size() < head.size()) {
            edge = verifyBundle(reader, edge);
        }
        edge.unfinishedTiles().forEach(tile -> requireTile(reader, tile));
        if (!edge.root().equals(head.root())) {
            throw new ProofException(
                    ProofException.Reason.ROOT_MISMATCH,
                    "the tiles lead to " + edge.root().hex() + ", the checkpoint says "
                            + head.root().hex());
        }
    }

    private static TreeEdge verifyBundle(TileReader reader, TreeEdge edge) {
        TreeHasher hasher = new TreeHasher();
        long index = edge.size() / TilePath.FULL;
        List<Hash> leaves = reader.entries(index).stream().map(hasher::leaf).toList();
        requireLeaves(reader.read(0, index), leaves, edge.size());
        TreeEdge.Growth growth = edge.append(leaves);
        growth.tiles().stream().filter(tile -> tile.path().isFull()).forEach(tile -> requireTile(reader, tile));
        return growth.edge();
    }

    private static void requireLeaves(byte[] tile, List<Hash> leaves, long first) {
        for (int i = 0; i < leaves.size(); i++) {
            if (!Hash.at(tile, i).equals(leaves.get(i))) {
                throw new ProofException(
                        ProofException.Reason.TILE_MISMATCH,
                        "entry " + (first + i) + " is not the one whose hash the tree holds");
            }
        }
    }

    private static void requireTile(TileReader reader, Tile expected) {
        byte[] found = reader.read(expected.path().level(), expected.path().index());
        if (!Arrays.equals(found, expected.bytes())) {
            throw new ProofException(
                    ProofException.Reason.TILE_MISMATCH, expected.path() + " is not what the level below hashes to");
        }
    }
}
