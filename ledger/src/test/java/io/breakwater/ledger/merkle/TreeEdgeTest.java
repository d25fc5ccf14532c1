package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.SIZE_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MISSING;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeEdgeTest {
    @Test
    void aMissingTile_isNamed() {
        MemoryLog log = MemoryLog.random(1, 300);
        log.remove("tile/0/001.p/44");
        assertRefused(TILE_MISSING, "tile/0/001.p/44 is missing", () -> TreeEdge.load(log, 300));
    }

    @Test
    void aTileOfTheWrongLength_isNamed() {
        MemoryLog log = MemoryLog.random(1, 300);
        log.put("tile/0/001.p/44", new byte[44 * 32 - 1]);
        assertRefused(TILE_MALFORMED, "tile/0/001.p/44 has 1407 bytes", () -> TreeEdge.load(log, 300));
    }

    @Test
    void aSizeBelowZero_isRefused() {
        assertRefused(SIZE_OUT_OF_RANGE, () -> TreeEdge.load(new MemoryLog(), -1));
    }

    @Test
    void anUnfinishedBundleOfAnotherSize_isRefused() {
        assertRefused(SIZE_OUT_OF_RANGE, () -> TreeEdge.bundles(300, List.of(), List.of(new byte[1])));
    }

    @Test
    void noLeaves_changeNothing() {
        TreeEdge edge = MemoryLog.random(1, 300).edge();
        TreeEdge.Growth growth = edge.append(List.of());
        assertThat(growth.tiles()).isEmpty();
        assertThat(growth.edge().root()).isEqualTo(edge.root());
        assertThat(TreeEdge.empty().root()).isEqualTo(Hash.EMPTY_ROOT);
    }

    @Test
    void anEdge_doesNotChange_whenItGrows() {
        TreeEdge edge = MemoryLog.random(1, 255).edge();
        Hash before = edge.root();
        edge.append(List.of(Hash.EMPTY_ROOT, Hash.EMPTY_ROOT));
        assertThat(edge.root()).isEqualTo(before);
        assertThat(edge.size()).isEqualTo(255);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void grownInRandomSteps_theRootIsTheOneOfTheDefinition(long seed) {
        Random random = new Random(seed);
        MemoryLog log = new MemoryLog();
        while (log.size() < 2000) {
            log.append(MemoryLog.entries(random.nextLong(), random.nextInt(600)));
            assertThat(log.root()).isEqualTo(NaiveTree.root(log.entries()));
            assertThat(log.edge().peaks()).hasSize(Long.bitCount(log.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 511, 512, 513, 1999})
    void loadedFromItsTiles_itGrowsLikeTheOneThatWasKept(int size) {
        MemoryLog log = MemoryLog.random(7, size);
        TreeEdge loaded = TreeEdge.load(log, size);
        List<Hash> more = MemoryLog.entries(8, 300).stream().map(Hash::leaf).toList();
        TreeEdge.Growth one = loaded.append(more);
        TreeEdge.Growth other = log.edge().append(more);
        assertThat(loaded.root()).isEqualTo(log.root());
        assertThat(one.edge().root()).isEqualTo(other.edge().root());
        assertThat(one.tiles()).usingRecursiveComparison().isEqualTo(other.tiles());
    }

    @Test
    void theTilesOfEveryStep_areThoseOfTheSize() {
        MemoryLog log = new MemoryLog();
        for (int step = 0; step < 40; step++) {
            log.append(MemoryLog.entries(step, 37));
            for (int level = 0; TilePath.count(level, log.size()) > 0; level++) {
                assertTilesOfLevel(log, level);
            }
        }
    }

    /** Hash i of tile n at level l is MTH(D[(n*256+i)*256^l : (n*256+i+1)*256^l]). */
    private static void assertTilesOfLevel(MemoryLog log, int level) {
        int span = level == 0 ? 1 : 256;
        long hashes = TilePath.count(level, log.size());
        for (long i = Math.max(0, hashes - 40); i < hashes; i++) {
            TilePath path = TilePath.inTree(level, i / 256, log.size());
            byte[] tile = log.read(path.path()).orElseThrow();
            List<byte[]> covered = log.entries().subList((int) i * span, (int) (i + 1) * span);
            assertThat(tile).hasSize(path.width() * 32);
            assertThat(Hash.at(tile, (int) (i % 256))).isEqualTo(NaiveTree.root(covered));
        }
    }

    @Test
    void untouchedTiles_areNotWrittenAgain() {
        TreeEdge edge = MemoryLog.random(1, 300).edge();
        List<Tile> tiles = edge.append(List.of(Hash.EMPTY_ROOT)).tiles();
        assertThat(tiles).extracting(tile -> tile.path().path()).containsExactly("tile/0/001.p/45");
    }

    @Test
    void aTileThatFills_isWrittenBeforeTheOneAbove() {
        TreeEdge edge = MemoryLog.random(1, 511).edge();
        List<Tile> tiles =
                edge.append(List.of(Hash.EMPTY_ROOT, Hash.EMPTY_ROOT)).tiles();
        assertThat(tiles)
                .extracting(tile -> tile.path().path())
                .containsExactly("tile/0/001", "tile/0/002.p/1", "tile/1/000.p/2");
    }

    @Test
    void over65536Leaves_makeAThirdLevel() {
        List<Hash> leaves = new ArrayList<>();
        CompactRange reference = new CompactRange();
        for (int i = 0; i < 70_000; i++) {
            Hash leaf = Hash.leaf(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)});
            leaves.add(leaf);
            reference.add(leaf);
        }
        TreeEdge.Growth growth = TreeEdge.empty().append(leaves);
        assertThat(growth.edge().root()).isEqualTo(reference.root());
        assertThat(growth.tiles()).hasSize(274 + 2 + 1);
        assertThat(growth.tiles())
                .extracting(tile -> tile.path().path())
                .contains("tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1");
    }

    @Test
    void bundles_holdExactlyTheEntries() {
        MemoryLog log = new MemoryLog();
        List<byte[]> all = MemoryLog.entries(9, 700);
        log.append(all.subList(0, 100));
        log.append(all.subList(100, 256));
        log.append(all.subList(256, 700));
        assertThat(EntryBundle.unpack(log.read("tile/entries/000").orElseThrow()))
                .containsExactlyElementsOf(all.subList(0, 256));
        assertThat(EntryBundle.unpack(log.read("tile/entries/002.p/188").orElseThrow()))
                .containsExactlyElementsOf(all.subList(512, 700));
        assertThat(log.read("tile/entries/000.p/100")).isPresent();
        assertThat(log.read("tile/entries/003.p/0")).isEmpty();
    }

    @Test
    void aDeletedPartialTile_isReadFromTheFullOne() {
        MemoryLog log = MemoryLog.random(1, 300);
        Hash rootOf100 = NaiveTree.root(log.entries().subList(0, 100));
        log.remove("tile/0/000.p/100");
        assertThat(TreeEdge.load(log, 100).root()).isEqualTo(rootOf100);
        assertThat(TreeEdge.unfinishedBundle(log, 100))
                .containsExactlyElementsOf(log.entries().subList(0, 100));
    }

    @Test
    void aFullTileOfTheWrongLength_doesNotStandIn() {
        MemoryLog log = MemoryLog.random(1, 300);
        byte[] full = log.read("tile/0/000").orElseThrow();
        log.put("tile/0/000", Arrays.copyOf(full, full.length - 32));
        assertRefused(TILE_MALFORMED, () -> TreeEdge.load(log, 100));
        log.put("tile/entries/000", EntryBundle.pack(log.entries().subList(0, 255)));
        assertRefused(TILE_MALFORMED, () -> TreeEdge.unfinishedBundle(log, 100));
    }
}
