package io.breakwater.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/** A tile with the nodes between its hashes and its root: every perfect subtree in it, by height and place. */
final class TileNodes {
    private final List<byte[]> rows = new ArrayList<>();

    TileNodes(TreeHasher hasher, byte[] hashes) {
        rows.add(hashes);
        for (byte[] below = hashes; below.length >= 2 * Hash.SIZE; ) {
            below = parents(hasher, below);
            rows.add(below);
        }
    }

    private static byte[] parents(TreeHasher hasher, byte[] below) {
        byte[] row = new byte[below.length / Hash.SIZE / 2 * Hash.SIZE];
        for (int at = 0; at < row.length; at += Hash.SIZE) {
            hasher.node(below, 2 * at, below, 2 * at + Hash.SIZE, row, at);
        }
        return row;
    }

    /** The root of the subtree of 2^height hashes of the tile; the {@code place}-th of that height. */
    Hash at(int height, int place) {
        return Hash.at(rows.get(height), place);
    }
}
