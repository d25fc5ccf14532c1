package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.INDEX_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.ProofException.Reason.PROOF_TOO_LONG;
import static io.breakwater.ledger.merkle.ProofException.Reason.PROOF_TOO_SHORT;
import static io.breakwater.ledger.merkle.ProofException.Reason.ROOT_MISMATCH;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One good proof (leaf 5 of 11) and one thing wrong at a time. */
@DisplayName("R67: an entry's proof binds index, size and root")
class InclusionTest {
    private static final long INDEX = 5;
    private static final long SIZE = 11;

    private final MemoryLog log = MemoryLog.random(11, (int) SIZE);
    private final Hash leaf = Hash.leaf(log.entries().get((int) INDEX));
    private final Hash root = log.root();
    private final List<Hash> proof = new ProofBuilder(log, SIZE).inclusion(INDEX);

    private void verify(Hash ofLeaf, long index, long size, Hash ofRoot, List<Hash> hashes) {
        ProofVerifier.verifyInclusion(ofLeaf, index, size, ofRoot, hashes);
    }

    @Test
    void theSample_untouched_holds() {
        verify(leaf, INDEX, SIZE, root, proof);
        ProofVerifier.verifyInclusion(leaf, INDEX, proof, new Checkpoint("a.example/log", SIZE, root));
    }

    @Nested
    class Index {
        @ParameterizedTest
        @ValueSource(longs = {11, 12, 16, 4096, Long.MAX_VALUE})
        void atOrAboveTheSize_isRefused(long index) {
            assertRefused(
                    INDEX_OUT_OF_RANGE,
                    "no index " + index + " in a tree of size 11",
                    () -> verify(leaf, index, SIZE, root, proof));
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, -5, Long.MIN_VALUE})
        void belowZero_isRefused(long index) {
            assertRefused(INDEX_OUT_OF_RANGE, () -> verify(leaf, index, SIZE, root, proof));
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 1, 2, 3, 4, 6, 7})
        void ofAnotherLeafWithAProofAsLong_isRefused(long index) {
            assertRefused(ROOT_MISMATCH, () -> verify(leaf, index, SIZE, root, proof));
        }

        @ParameterizedTest
        @ValueSource(longs = {8, 9, 10})
        void ofAnotherLeafWithAShorterProof_isRefused(long index) {
            assertRefused(PROOF_TOO_LONG, () -> verify(leaf, index, SIZE, root, proof));
        }

        @Test
        void largeWithAnEmptyProof_isRefused() {
            assertRefused(PROOF_TOO_SHORT, () -> verify(leaf, 1L << 40, (1L << 40) + 1, leaf, List.of()));
            assertRefused(PROOF_TOO_SHORT, () -> verify(leaf, 1L << 62, Long.MAX_VALUE, leaf, List.of()));
        }
    }

    @Nested
    class Size {
        @ParameterizedTest
        @CsvSource({"0, 0", "0, -1", "5, 0", "5, -11", "5, 5"})
        void thatHasNoSuchIndex_isRefused(long index, long size) {
            assertRefused(INDEX_OUT_OF_RANGE, () -> verify(leaf, index, size, root, proof));
        }

        @ParameterizedTest
        @ValueSource(longs = {6, 7, 8})
        void thatNeedsAShorterProof_isRefused(long size) {
            assertRefused(PROOF_TOO_LONG, () -> verify(leaf, INDEX, size, root, proof));
        }

        @ParameterizedTest
        @ValueSource(longs = {17, 22, 1 << 20, Long.MAX_VALUE})
        void thatNeedsALongerProof_isRefused(long size) {
            assertRefused(PROOF_TOO_SHORT, () -> verify(leaf, INDEX, size, root, proof));
        }

        /** Between 9 and 16 leaves the path of leaf 5 has the same shape; then only the signed head binds the size. */
        @Test
        void ofAnotherHead_isRefusedByThatHeadsRoot() {
            MemoryLog smaller = MemoryLog.random(11, 10);
            Checkpoint other = smaller.head("a.example/log");
            assertThat(other.size()).isEqualTo(10);
            assertRefused(ROOT_MISMATCH, () -> ProofVerifier.verifyInclusion(leaf, INDEX, proof, other));
        }
    }

    @Nested
    class Root {
        @Test
        void ofAnotherTree_isRefused() {
            Hash other = MemoryLog.random(12, (int) SIZE).root();
            assertRefused(ROOT_MISMATCH, () -> verify(leaf, INDEX, SIZE, other, proof));
        }

        @Test
        void ofTheEmptyTree_isRefused() {
            assertRefused(ROOT_MISMATCH, () -> verify(leaf, INDEX, SIZE, Hash.EMPTY_ROOT, proof));
        }

        @Test
        void equalToTheLeaf_isRefused() {
            assertRefused(ROOT_MISMATCH, () -> verify(leaf, INDEX, SIZE, leaf, proof));
        }

        @Test
        void anyBitFlipped_isRefused() {
            for (int bit = 0; bit < 256; bit++) {
                Hash flipped = ProofPropertyTest.flipped(root, bit);
                assertRefused(ROOT_MISMATCH, () -> verify(leaf, INDEX, SIZE, flipped, proof));
            }
        }
    }

    @Nested
    class Proof {
        @Test
        void empty_isRefused() {
            assertRefused(
                    PROOF_TOO_SHORT,
                    "the proof has 0 hashes and needs 4",
                    () -> verify(leaf, INDEX, SIZE, root, List.of()));
        }

        @Test
        void truncatedAtAnyPlace_isRefused() {
            for (int length = 0; length < proof.size(); length++) {
                List<Hash> truncated = proof.subList(0, length);
                assertRefused(PROOF_TOO_SHORT, () -> verify(leaf, INDEX, SIZE, root, truncated));
            }
        }

        @Test
        void longerByTheRoot_isRefused() {
            List<Hash> longer = new ArrayList<>(proof);
            longer.add(root);
            assertRefused(
                    PROOF_TOO_LONG,
                    "the proof has 5 hashes and needs only 4",
                    () -> verify(leaf, INDEX, SIZE, root, longer));
        }

        @Test
        void ofOver63Hashes_isRefused() {
            List<Hash> endless = java.util.Collections.nCopies(100_000, root);
            assertRefused(PROOF_TOO_LONG, () -> verify(leaf, INDEX, SIZE, root, endless));
        }

        @Test
        void anyBitFlipped_isRefused() {
            for (int bit = 0; bit < proof.size() * 256; bit++) {
                List<Hash> mutant = new ArrayList<>(proof);
                mutant.set(bit / 256, ProofPropertyTest.flipped(proof.get(bit / 256), bit % 256));
                assertRefused(ROOT_MISMATCH, () -> verify(leaf, INDEX, SIZE, root, mutant));
            }
        }

        @Test
        void reversed_isRefused() {
            List<Hash> reversed = new ArrayList<>(proof);
            java.util.Collections.reverse(reversed);
            assertRefused(ROOT_MISMATCH, () -> verify(leaf, INDEX, SIZE, root, reversed));
        }
    }

    @Nested
    class Leaf {
        @Test
        void anyBitFlipped_isRefused() {
            for (int bit = 0; bit < 256; bit++) {
                Hash flipped = ProofPropertyTest.flipped(leaf, bit);
                assertRefused(ROOT_MISMATCH, () -> verify(flipped, INDEX, SIZE, root, proof));
            }
        }

        /** RFC 6962 hashes leaves and nodes differently so that a node cannot be passed off as a leaf. */
        @Test
        void thatIsReallyANode_isRefused() {
            byte[] children = new byte[64];
            System.arraycopy(proof.get(0).bytes(), 0, children, 0, 32);
            System.arraycopy(leaf.bytes(), 0, children, 32, 32);
            Hash asLeaf = Hash.leaf(children);
            assertRefused(ROOT_MISMATCH, () -> verify(asLeaf, 2, 6, root, proof.subList(1, 4)));
        }
    }

    @Test
    void aTreeOfOneLeaf_isItsLeaf_withAnEmptyProof() {
        verify(leaf, 0, 1, leaf, List.of());
        assertRefused(ROOT_MISMATCH, () -> verify(leaf, 0, 1, root, List.of()));
        assertRefused(PROOF_TOO_LONG, () -> verify(leaf, 0, 1, leaf, List.of(leaf)));
        assertRefused(INDEX_OUT_OF_RANGE, () -> verify(leaf, 1, 1, leaf, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "0, 2, 1",
        "1, 2, 1",
        "2, 3, 1",
        "0, 3, 2",
        "6, 7, 2",
        "7, 8, 3",
        "8, 9, 1",
        "4611686018427387904, 4611686018427387905, 1",
        "0, 9223372036854775807, 63",
        "9223372036854775806, 9223372036854775807, 62"
    })
    void theLengthOfAProof_followsFromIndexAndSize(long index, long size, int length) {
        assertThat(ProofVerifier.inclusionLength(index, size)).isEqualTo(length);
    }
}
