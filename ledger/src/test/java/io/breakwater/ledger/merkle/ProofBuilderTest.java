package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.INDEX_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.ProofException.Reason.SIZE_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MISSING;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofBuilderTest {
    private final MemoryLog log = MemoryLog.random(21, 600);

    @ParameterizedTest
    @ValueSource(longs = {-1, 600, 601, Long.MAX_VALUE, Long.MIN_VALUE})
    void anIndexOutsideTheTree_isRefused(long index) {
        ProofBuilder builder = new ProofBuilder(log, 600);
        assertRefused(INDEX_OUT_OF_RANGE, () -> builder.inclusion(index));
        assertRefused(INDEX_OUT_OF_RANGE, () -> builder.leaf(index));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 601, Long.MAX_VALUE})
    void anOldSizeOutsideTheTree_isRefused(long oldSize) {
        assertRefused(SIZE_OUT_OF_RANGE, () -> new ProofBuilder(log, 600).consistency(oldSize));
    }

    @Test
    void aSizeBelowZero_isRefused() {
        assertRefused(SIZE_OUT_OF_RANGE, () -> new ProofBuilder(log, -1));
    }

    @Test
    void anEmptyTree_hasARootAndNoProofs() {
        ProofBuilder empty = new ProofBuilder(log, 0);
        assertThat(empty.root()).isEqualTo(Hash.EMPTY_ROOT);
        assertRefused(INDEX_OUT_OF_RANGE, () -> empty.inclusion(0));
    }

    @Test
    void aMissingTile_isNamed() {
        log.remove("tile/0/001");
        ProofBuilder builder = new ProofBuilder(log, 600);
        assertRefused(TILE_MISSING, "tile/0/001 is missing", () -> builder.inclusion(256));
        assertThat(new ProofBuilder(log, 600).leaf(255))
                .isEqualTo(Hash.leaf(log.entries().get(255)));
    }

    @Test
    void aTileOfTheWrongLength_isNamed() {
        log.put("tile/1/000.p/2", new byte[63]);
        assertRefused(TILE_MALFORMED, "tile/1/000.p/2 has 63 bytes", () -> new ProofBuilder(log, 600).root());
    }

    @Test
    void proofsFromWrongTiles_doNotVerify() {
        byte[] tile = log.read("tile/0/000").orElseThrow().clone();
        tile[32 * 7] ^= 1;
        log.put("tile/0/000", tile);
        Hash leaf = Hash.leaf(log.entries().get(6));
        List<Hash> proof = new ProofBuilder(log, 600).inclusion(6);
        ProofPropertyTest.refused(() -> ProofVerifier.verifyInclusion(leaf, 6, 600, log.root(), proof));
    }

    /** R67: trees of 0 to 2000 leaves from seeds; some indices each, all sizes over time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomTreesUpTo2000_areProvenAsDefined(long seed) {
        Random random = new Random(seed);
        int size = random.nextInt(2001);
        MemoryLog some = MemoryLog.random(seed, size);
        ProofBuilder builder = new ProofBuilder(some, size);
        assertThat(builder.root()).isEqualTo(NaiveTree.root(some.entries()));
        for (int index = 0; index < size; index++) {
            Hash leaf = Hash.leaf(some.entries().get(index));
            ProofVerifier.verifyInclusion(leaf, index, size, some.root(), builder.inclusion(index));
        }
        for (int i = 0; i < 20; i++) {
            int index = random.nextInt(size);
            assertThat(builder.inclusion(index)).isEqualTo(NaiveTree.path(index, some.entries()));
            int older = 1 + random.nextInt(size);
            assertThat(builder.consistency(older)).isEqualTo(NaiveTree.proof(older, some.entries()));
        }
    }

    /** One log, grown; every older size is proven to be its beginning, from the tiles of the newest size only. */
    @Test
    void everyOlderSizeOf2000_isItsBeginning() {
        MemoryLog grown = MemoryLog.random(99, 2000);
        ProofBuilder builder = new ProofBuilder(grown, 2000);
        CompactRange older = new CompactRange();
        for (int size = 1; size <= 2000; size++) {
            older.add(Hash.leaf(grown.entries().get(size - 1)));
            ProofVerifier.verifyConsistency(size, older.root(), 2000, grown.root(), builder.consistency(size));
        }
    }

    /** A log keeps the partial tiles of the heads it published; where the full tile came since, that one serves. */
    @Test
    void anOlderPublishedTree_isReadFromANewerLogsTiles() {
        MemoryLog grown = new MemoryLog();
        int[] sizes = {1, 255, 256, 257, 511, 512, 599};
        for (int size : sizes) {
            grown.append(log.entries().subList((int) grown.size(), size));
        }
        grown.remove("tile/0/000.p/255");
        for (int size : sizes) {
            assertThat(new ProofBuilder(grown, size).root())
                    .isEqualTo(NaiveTree.root(log.entries().subList(0, size)));
        }
    }

    @Test
    void aLogOfThreeLevels_isProven() {
        MemoryLog large = MemoryLog.random(4, 66_000);
        ProofBuilder builder = new ProofBuilder(large, 66_000);
        for (int index : new int[] {0, 255, 256, 65_535, 65_536, 65_999}) {
            Hash leaf = Hash.leaf(large.entries().get(index));
            ProofVerifier.verifyInclusion(leaf, index, 66_000, large.root(), builder.inclusion(index));
        }
    }
}
