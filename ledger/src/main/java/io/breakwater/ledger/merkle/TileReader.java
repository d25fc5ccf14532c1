package io.breakwater.ledger.merkle;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tiles and bundles of a tree of one size, with exactly as many hashes or entries as that size demands. */
final class TileReader {
    private final TileSource source;
    private final long size;

    TileReader(TileSource source, long size) {
        this.source = source;
        this.size = size;
    }

    /** The bytes of a tile: {@code width × 32}. The source's own, not to be changed. */
    byte[] read(int level, long index) {
        TilePath path = TilePath.inTree(level, index, size);
        Tile found = fetch(path);
        if (found.bytes().length != found.path().width() * Hash.SIZE) {
            throw malformed(found.path(), "has " + found.bytes().length + " bytes");
        }
        return beginning(found.bytes(), path.width() * Hash.SIZE);
    }

    private static byte[] beginning(byte[] bytes, int length) {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** The leaf hashes of the entries of a bundle, as the tile beside it has them. */
    byte[] leafHashes(long index, TreeHasher hasher) {
        TilePath path = TilePath.inTree(TilePath.ENTRIES, index, size);
        Tile found = fetch(path);
        byte[] hashes = EntryBundle.leafHashes(found.bytes(), hasher);
        requireEntries(found.path(), hashes.length / Hash.SIZE);
        return beginning(hashes, path.width() * Hash.SIZE);
    }

    /** The entries of a bundle, as many as the size demands. */
    List<byte[]> entries(long index) {
        TilePath path = TilePath.inTree(TilePath.ENTRIES, index, size);
        Tile found = fetch(path);
        List<byte[]> entries = EntryBundle.unpack(found.bytes());
        requireEntries(found.path(), entries.size());
        return entries.subList(0, path.width());
    }

    private static void requireEntries(TilePath path, int count) {
        if (count != path.width()) {
            throw malformed(path, "has " + count + " entries");
        }
    }

    /** A log may delete a partial tile once the full one is there (tlog-tiles, "Partial Tiles"). */
    private Tile fetch(TilePath path) {
        Optional<Tile> exact = find(path);
        return exact.or(() -> path.isFull() ? Optional.empty() : find(path.full()))
                .orElseThrow(() -> new ProofException(ProofException.Reason.TILE_MISSING, path + " is missing"));
    }

    private Optional<Tile> find(TilePath path) {
        return source.read(path.path()).map(bytes -> new Tile(path, bytes));
    }

    private static ProofException malformed(TilePath path, String what) {
        return new ProofException(ProofException.Reason.TILE_MALFORMED, path + " " + what);
    }
}
