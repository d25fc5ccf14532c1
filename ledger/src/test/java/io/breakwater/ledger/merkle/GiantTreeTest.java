package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.INDEX_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.ProofException.Reason.PATH_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.PROOF_TOO_LONG;
import static io.breakwater.ledger.merkle.ProofException.Reason.PROOF_TOO_SHORT;
import static io.breakwater.ledger.merkle.ProofException.Reason.SIZE_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees of up to 2^63 - 1 leaves, all alike, so that nobody has to store them: where arithmetic overflows, if it does. */
class GiantTreeTest {
    private static final long LARGEST = Long.MAX_VALUE;
    private static final Hash LEAF = Hash.leaf(new byte[] {7});
    /** The root of 2^i equal leaves, by i. */
    private static final List<Hash> PERFECT = perfect();

    /** The tiles of such a tree: one hash for each level. */
    private static final TileSource TILES = path -> {
        TilePath tile = TilePath.parse(path);
        byte[] bytes = new byte[tile.width() * Hash.SIZE];
        for (int i = 0; i < tile.width(); i++) {
            System.arraycopy(PERFECT.get(8 * tile.level()).bytes(), 0, bytes, i * Hash.SIZE, Hash.SIZE);
        }
        return Optional.of(bytes);
    };

    private static List<Hash> perfect() {
        List<Hash> roots = new ArrayList<>(List.of(LEAF));
        for (int i = 0; i < 62; i++) {
            roots.add(new TreeHasher().node(roots.get(i), roots.get(i)));
        }
        return roots;
    }

    /** RFC 6962, section 2.1, for equal leaves. */
    private static Hash root(long size) {
        long left = Long.highestOneBit(size);
        Hash leftRoot = PERFECT.get(Long.numberOfTrailingZeros(left));
        return left == size ? leftRoot : new TreeHasher().node(leftRoot, root(size - left));
    }

    static LongStream sizes() {
        Random random = new Random(63);
        LongStream edges = LongStream.of(
                1L << 31,
                (1L << 31) + 1,
                (1L << 32) - 1,
                1L << 40,
                (1L << 56) + 257,
                (1L << 62) - 1,
                1L << 62,
                (1L << 62) + 1,
                (1L << 62) + (1L << 61),
                LARGEST - 256,
                LARGEST - 1,
                LARGEST);
        return LongStream.concat(edges, random.longs(6, 1L << 33, LARGEST));
    }

    private static LongStream placesIn(long size) {
        Random random = new Random(size);
        LongStream edges = LongStream.of(0, 1, 255, 256, size / 2, size - 257, size - 256, size - 2, size - 1);
        return LongStream.concat(edges, random.longs(4, 0, size));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void theRoot_isTheOneOfTheDefinition_howeverItIsMade(long size) {
        TreeEdge edge = TreeEdge.load(TILES, size);
        assertThat(new ProofBuilder(TILES, size).root()).isEqualTo(root(size));
        assertThat(edge.root()).isEqualTo(root(size));
        assertThat(edge.size()).isEqualTo(size);
        assertThat(CompactRange.of(size, edge.peaks()).root()).isEqualTo(root(size));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void anEdge_growsByAFewLeaves_acrossTheBordersOfItsTiles(long size) {
        int more = (int) Math.min(300, LARGEST - size);
        TreeEdge.Growth growth = TreeEdge.load(TILES, size).append(Collections.nCopies(more, LEAF));
        assertThat(growth.edge().size()).isEqualTo(size + more);
        assertThat(growth.edge().root()).isEqualTo(root(size + more));
        for (Tile tile : growth.tiles()) {
            assertThat(TILES.read(tile.path().path()).orElseThrow()).isEqualTo(tile.bytes());
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyPlace_isIncluded_andOneHashMoreOrLessIsRefused(long size) {
        ProofBuilder builder = new ProofBuilder(TILES, size);
        placesIn(size).forEach(index -> {
            List<Hash> proof = builder.inclusion(index);
            ProofVerifier.verifyInclusion(LEAF, index, size, root(size), proof);
            assertThat(proof)
                    .hasSize(ProofVerifier.inclusionLength(index, size))
                    .hasSizeLessThanOrEqualTo(63);
            assertRefused(
                    PROOF_TOO_SHORT,
                    () -> ProofVerifier.verifyInclusion(LEAF, index, size, root(size), proof.subList(1, proof.size())));
            assertRefused(
                    PROOF_TOO_LONG, () -> ProofVerifier.verifyInclusion(LEAF, index, size, root(size), longer(proof)));
            for (List<Hash> mutant : ProofPropertyTest.mutants(proof, index)) {
                refusedUnlessTheSame(
                        mutant, proof, () -> ProofVerifier.verifyInclusion(LEAF, index, size, root(size), mutant));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyOlderSize_isABeginning_andOneHashMoreOrLessIsRefused(long size) {
        ProofBuilder builder = new ProofBuilder(TILES, size);
        placesIn(size).filter(older -> older > 0).forEach(older -> {
            List<Hash> proof = builder.consistency(older);
            ProofVerifier.verifyConsistency(older, root(older), size, root(size), proof);
            assertThat(proof)
                    .hasSize(ProofVerifier.consistencyLength(older, size))
                    .hasSizeLessThanOrEqualTo(64);
            assertRefused(
                    PROOF_TOO_LONG,
                    () -> ProofVerifier.verifyConsistency(older, root(older), size, root(size), longer(proof)));
            assertRefused(
                    PROOF_TOO_SHORT,
                    () -> ProofVerifier.verifyConsistency(
                            older, root(older), size, root(size), proof.subList(0, proof.size() - 1)));
            for (List<Hash> mutant : ProofPropertyTest.mutants(proof, older)) {
                refusedUnlessTheSame(
                        mutant,
                        proof,
                        () -> ProofVerifier.verifyConsistency(older, root(older), size, root(size), mutant));
            }
        });
    }

    /** Leaves are alike, so two neighbours in a proof may be, and to swap them changes nothing. */
    private static void refusedUnlessTheSame(List<Hash> mutant, List<Hash> proof, Runnable verification) {
        if (!mutant.equals(proof)) {
            ProofPropertyTest.refused(verification);
        }
    }

    private static List<Hash> longer(List<Hash> proof) {
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(LEAF);
        return longer;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void anIndexOutsideTheTree_isRefused_alsoWhereItsSumsOverflow(long size) {
        List<Hash> proof = new ProofBuilder(TILES, size).inclusion(size - 1);
        for (long index : new long[] {size, size + 1, -1, -size, Long.MIN_VALUE, Long.MIN_VALUE + size - 1}) {
            assertRefused(
                    INDEX_OUT_OF_RANGE, () -> ProofVerifier.verifyInclusion(LEAF, index, size, root(size), proof));
            assertRefused(INDEX_OUT_OF_RANGE, () -> new ProofBuilder(TILES, size).inclusion(index));
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void anOlderSizeBeyondTheNewer_isRefused_alsoWhereItsSumsOverflow(long size) {
        for (long older : new long[] {0, -1, size + 1, Long.MIN_VALUE}) {
            assertRefused(
                    SIZE_OUT_OF_RANGE, () -> ProofVerifier.verifyConsistency(older, LEAF, size, root(size), List.of()));
            assertRefused(SIZE_OUT_OF_RANGE, () -> new ProofBuilder(TILES, size).consistency(older));
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aHalfOfTheTree_isNotTakenForTheWhole(long size) {
        List<Hash> proof = new ProofBuilder(TILES, size).inclusion(0);
        for (long other : new long[] {size / 2, size / 4, Long.highestOneBit(size) / 2}) {
            ProofPropertyTest.refused(() -> ProofVerifier.verifyInclusion(LEAF, 0, other, root(size), proof));
            ProofPropertyTest.refused(() -> ProofVerifier.verifyInclusion(LEAF, 0, size, root(other), proof));
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void theTilesOfASize_endWhereItsLeavesDo(long size) {
        for (int level = 0; level < 8; level++) {
            long hashes = size >>> (8 * level);
            if (hashes > 0) {
                long last = (hashes - 1) / 256;
                TilePath path = TilePath.inTree(level, last, size);
                assertThat(path.width()).isEqualTo((int) (hashes - 256 * last));
                assertThat(TilePath.parse(path.path())).isEqualTo(path);
                int over = level;
                assertRefused(PATH_MALFORMED, () -> TilePath.inTree(over, last + 1, size));
            }
        }
        assertRefused(PATH_MALFORMED, () -> TilePath.inTree(8, 0, size));
    }

    @Test
    void peaksThatDoNotFitAGiantSize_areRefused() {
        assertRefused(SIZE_OUT_OF_RANGE, () -> CompactRange.of(LARGEST, Collections.nCopies(62, LEAF)));
        assertRefused(SIZE_OUT_OF_RANGE, () -> CompactRange.of(LARGEST, Collections.nCopies(64, LEAF)));
        assertRefused(SIZE_OUT_OF_RANGE, () -> CompactRange.of(Long.MIN_VALUE, List.of(LEAF)));
        assertRefused(SIZE_OUT_OF_RANGE, () -> CompactRange.of(-1, Collections.nCopies(64, LEAF)));
    }
}
