package io.breakwater.ledger.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The right edge of a log's tree: its size and the unfinished tile of each level, which is all that is needed to grow it
 * and to write its tiles. Immutable.
 */
public final class TreeEdge {
    private final long size;
    /** Index is the level; each the bytes of fewer than 256 hashes. */
    private final List<byte[]> unfinished;

    private TreeEdge(long size, List<byte[]> unfinished) {
        this.size = size;
        this.unfinished = unfinished;
    }

    /** The tree without leaves. */
    public static TreeEdge empty() {
        return new TreeEdge(0, List.of());
    }

    /**
     * The edge of a tree of this size, read from its tiles. Compare {@link #root} with the root that is known.
     *
     * @throws ProofException {@code TILE_MISSING}, {@code TILE_MALFORMED}
     */
    public static TreeEdge load(TileSource source, long size) {
        if (size < 0) {
            throw new ProofException(ProofException.Reason.SIZE_OUT_OF_RANGE, "a tree has no size below 0: " + size);
        }
        TileReader reader = new TileReader(source, size);
        List<byte[]> unfinished = new ArrayList<>();
        for (int level = 0; TilePath.count(level, size) > 0; level++) {
            long hashes = TilePath.count(level, size);
            boolean none = hashes % TilePath.FULL == 0;
            unfinished.add(
                    none
                            ? new byte[0]
                            : reader.read(level, hashes / TilePath.FULL).clone());
        }
        return new TreeEdge(size, List.copyOf(unfinished));
    }

    /** How many leaves. */
    public long size() {
        return size;
    }

    /** The root of the tree. */
    public Hash root() {
        return CompactRange.fold(new TreeHasher(), peaks());
    }

    /** The roots of the perfect subtrees, largest first. */
    public List<Hash> peaks() {
        TreeHasher hasher = new TreeHasher();
        List<Hash> peaks = new ArrayList<>();
        for (int level = unfinished.size() - 1; level >= 0; level--) {
            peaks.addAll(range(hasher, unfinished.get(level)).peaks());
        }
        return peaks;
    }

    private static CompactRange range(TreeHasher hasher, byte[] hashes) {
        CompactRange range = new CompactRange(hasher);
        for (int at = 0; at < hashes.length; at += Hash.SIZE) {
            range.add(hashes, at);
        }
        return range;
    }

    /** The tree with these leaves added, and every tile that is new or has changed. */
    public Growth append(List<Hash> leaves) {
        List<Tile> tiles = new ArrayList<>();
        Growing growing = new Growing(tiles::add);
        leaves.forEach(leaf -> growing.add(leaf.raw(), 0));
        return new Growth(growing.done(), List.copyOf(tiles));
    }

    /** The same for as many leaves as there are, without keeping what it made. */
    Growing growing(Consumer<Tile> made) {
        return new Growing(made);
    }

    /**
     * What an append made.
     *
     * @param edge the tree afterwards
     * @param tiles tiles of hashes, finished ones first in the order they became full, then the unfinished by level;
     *     without entry bundles. Lower levels come before the levels that are made of them
     */
    public record Growth(TreeEdge edge, List<Tile> tiles) {}

    /**
     * The entry bundles that these entries fill or touch when they are appended to a log of this size.
     *
     * @param before the entries of the unfinished bundle, {@code size % 256} of them
     */
    public static List<Tile> bundles(long size, List<byte[]> before, List<byte[]> entries) {
        if (before.size() != size % TilePath.FULL) {
            throw new ProofException(
                    ProofException.Reason.SIZE_OUT_OF_RANGE,
                    "the unfinished bundle of a log of size " + size + " does not hold " + before.size());
        }
        List<byte[]> all = new ArrayList<>(before);
        all.addAll(entries);
        List<Tile> bundles = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TilePath.FULL) {
            List<byte[]> some = all.subList(from, Math.min(from + TilePath.FULL, all.size()));
            TilePath path = TilePath.entries(size / TilePath.FULL + from / TilePath.FULL, some.size());
            bundles.add(new Tile(path, EntryBundle.pack(some)));
        }
        return bundles;
    }

    /** The entries of the unfinished bundle of a log of this size, read from the log itself. */
    public static List<byte[]> unfinishedBundle(TileSource source, long size) {
        boolean none = size % TilePath.FULL == 0;
        return none ? List.of() : new TileReader(source, size).entries(size / TilePath.FULL);
    }

    /** The work of one append. Not for several threads. */
    final class Growing {
        private final TreeHasher hasher = new TreeHasher();
        private final List<Level> levels = new ArrayList<>();
        private final Consumer<Tile> made;
        private long added;

        private Growing(Consumer<Tile> made) {
            this.made = made;
            for (int level = 0; level < unfinished.size(); level++) {
                long hashes = TilePath.count(level, size);
                levels.add(new Level(level, hashes / TilePath.FULL, unfinished.get(level)));
            }
        }

        /** Adds the leaf with this hash, which is part of an array. */
        void add(byte[] hashes, int at) {
            added++;
            add(0, hashes, at);
        }

        private void add(int level, byte[] hashes, int at) {
            if (level == levels.size()) {
                levels.add(new Level(level, 0, new byte[0]));
            }
            Optional<Hash> above = levels.get(level).add(hashes, at);
            above.ifPresent(root -> add(level + 1, root.raw(), 0));
        }

        /** Makes the unfinished tiles too; the tree afterwards. */
        TreeEdge done() {
            levels.forEach(Level::emitUnfinished);
            return new TreeEdge(size + added, levels.stream().map(Level::bytes).toList());
        }

        private final class Level {
            private final int level;
            private final byte[] hashes = new byte[TilePath.FULL * Hash.SIZE];
            private long index;
            private int width;
            private boolean touched;

            Level(int level, long index, byte[] before) {
                this.level = level;
                this.index = index;
                this.width = before.length / Hash.SIZE;
                System.arraycopy(before, 0, hashes, 0, before.length);
            }

            /** The root of the tile when this hash was its last. */
            Optional<Hash> add(byte[] from, int at) {
                System.arraycopy(from, at, hashes, width * Hash.SIZE, Hash.SIZE);
                width++;
                touched = true;
                return width < TilePath.FULL ? Optional.empty() : Optional.of(finish());
            }

            private Hash finish() {
                emit();
                Hash root = range(hasher, hashes).root();
                index++;
                width = 0;
                return root;
            }

            void emitUnfinished() {
                if (touched && width > 0) {
                    emit();
                }
            }

            private void emit() {
                made.accept(new Tile(new TilePath(level, index, width), bytes()));
            }

            byte[] bytes() {
                return Arrays.copyOf(hashes, width * Hash.SIZE);
            }
        }
    }
}
