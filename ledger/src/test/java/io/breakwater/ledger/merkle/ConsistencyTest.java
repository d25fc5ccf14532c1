package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.FORKED;
import static io.breakwater.ledger.merkle.ProofException.Reason.OLD_ROOT_MISMATCH;
import static io.breakwater.ledger.merkle.ProofException.Reason.OTHER_LOG;
import static io.breakwater.ledger.merkle.ProofException.Reason.PROOF_TOO_LONG;
import static io.breakwater.ledger.merkle.ProofException.Reason.PROOF_TOO_SHORT;
import static io.breakwater.ledger.merkle.ProofException.Reason.ROOT_MISMATCH;
import static io.breakwater.ledger.merkle.ProofException.Reason.SIZE_OUT_OF_RANGE;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One good proof (from 6 to 11 leaves) and one thing wrong at a time. */
@DisplayName("R67: a larger log is proven to continue the smaller one")
class ConsistencyTest {
    private static final String ORIGIN = "a.example/log";
    private static final long OLD = 6;
    private static final long NEW = 11;

    private final MemoryLog log = MemoryLog.random(11, (int) NEW);
    private final Hash oldRoot = NaiveTree.root(log.entries().subList(0, (int) OLD));
    private final Hash newRoot = log.root();
    private final List<Hash> proof = new ProofBuilder(log, NEW).consistency(OLD);

    private void verify(long oldSize, Hash ofOld, long newSize, Hash ofNew, List<Hash> hashes) {
        ProofVerifier.verifyConsistency(oldSize, ofOld, newSize, ofNew, hashes);
    }

    @Test
    void theSample_untouched_holds() {
        verify(OLD, oldRoot, NEW, newRoot, proof);
        ProofVerifier.verifyConsistency(
                new Checkpoint(ORIGIN, OLD, oldRoot), new Checkpoint(ORIGIN, NEW, newRoot), proof);
    }

    @Nested
    class Sizes {
        @ParameterizedTest
        @CsvSource({"0, 11", "-1, 11", "12, 11", "11, 6", "1, 0", "0, 0", "-3, -2", "9223372036854775807, 11"})
        void thatNoProofLeadsBetween_areRefused(long oldSize, long newSize) {
            assertRefused(
                    SIZE_OUT_OF_RANGE,
                    "no proof leads from size " + oldSize + " to " + newSize,
                    () -> verify(oldSize, oldRoot, newSize, newRoot, proof));
        }

        /** Accepting "nothing was there before" is for whoever knows that; see the witness. */
        @Test
        void fromZeroWithAnEmptyProof_isRefused() {
            assertRefused(SIZE_OUT_OF_RANGE, () -> verify(0, Hash.EMPTY_ROOT, NEW, newRoot, List.of()));
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 7, 8, 9, 10, 11})
        void ofAnotherOldTree_areRefused(long oldSize) {
            assertThat(refusal(() -> verify(oldSize, oldRoot, NEW, newRoot, proof)))
                    .isIn(PROOF_TOO_LONG, PROOF_TOO_SHORT, OLD_ROOT_MISMATCH, ROOT_MISMATCH);
        }

        @ParameterizedTest
        @ValueSource(longs = {6, 7, 8, 17, 1 << 20, Long.MAX_VALUE})
        void ofAnotherNewTree_areRefused(long newSize) {
            assertThat(refusal(() -> verify(OLD, oldRoot, newSize, newRoot, proof)))
                    .isIn(PROOF_TOO_LONG, PROOF_TOO_SHORT, OLD_ROOT_MISMATCH, ROOT_MISMATCH);
        }

        private ProofException.Reason refusal(Runnable act) {
            try {
                act.run();
            } catch (ProofException refused) {
                return refused.reason();
            }
            throw new AssertionError("accepted");
        }
    }

    @Nested
    class SameSize {
        @Test
        void withTheSameRootAndAnEmptyProof_holds() {
            verify(NEW, newRoot, NEW, newRoot, List.of());
        }

        @Test
        void withAnotherRoot_isAFork() {
            assertRefused(FORKED, () -> verify(NEW, oldRoot, NEW, newRoot, List.of()));
        }

        @Test
        void withAProof_isRefused() {
            assertRefused(PROOF_TOO_LONG, () -> verify(NEW, newRoot, NEW, newRoot, List.of(newRoot)));
        }
    }

    @Nested
    class Roots {
        @Test
        void swapped_areRefused() {
            assertRefused(OLD_ROOT_MISMATCH, () -> verify(OLD, newRoot, NEW, oldRoot, proof));
        }

        @Test
        void oldWithAnyBitFlipped_isRefused() {
            for (int bit = 0; bit < 256; bit++) {
                Hash flipped = ProofPropertyTest.flipped(oldRoot, bit);
                assertRefused(OLD_ROOT_MISMATCH, () -> verify(OLD, flipped, NEW, newRoot, proof));
            }
        }

        @Test
        void newWithAnyBitFlipped_isRefused() {
            for (int bit = 0; bit < 256; bit++) {
                Hash flipped = ProofPropertyTest.flipped(newRoot, bit);
                assertRefused(ROOT_MISMATCH, () -> verify(OLD, oldRoot, NEW, flipped, proof));
            }
        }

        @Test
        void ofAPerfectOldTree_areBoundToo() {
            Hash rootOf8 = NaiveTree.root(log.entries().subList(0, 8));
            List<Hash> from8 = new ProofBuilder(log, NEW).consistency(8);
            verify(8, rootOf8, NEW, newRoot, from8);
            assertRefused(ROOT_MISMATCH, () -> verify(8, oldRoot, NEW, newRoot, from8));
        }
    }

    @Nested
    class Proof {
        @Test
        void empty_isRefused() {
            assertRefused(PROOF_TOO_SHORT, () -> verify(OLD, oldRoot, NEW, newRoot, List.of()));
        }

        @Test
        void truncatedAtAnyPlace_isRefused() {
            for (int length = 0; length < proof.size(); length++) {
                List<Hash> truncated = proof.subList(0, length);
                assertRefused(PROOF_TOO_SHORT, () -> verify(OLD, oldRoot, NEW, newRoot, truncated));
            }
        }

        @Test
        void longerAtEitherEnd_isRefused() {
            List<Hash> after = new ArrayList<>(proof);
            after.add(newRoot);
            List<Hash> before = new ArrayList<>(proof);
            before.add(0, oldRoot);
            assertRefused(PROOF_TOO_LONG, () -> verify(OLD, oldRoot, NEW, newRoot, after));
            assertRefused(PROOF_TOO_LONG, () -> verify(OLD, oldRoot, NEW, newRoot, before));
        }

        @Test
        void endless_isRefused() {
            List<Hash> endless = Collections.nCopies(100_000, newRoot);
            assertRefused(PROOF_TOO_LONG, () -> verify(OLD, oldRoot, NEW, newRoot, endless));
        }

        @Test
        void anyBitFlipped_isRefused() {
            for (int bit = 0; bit < proof.size() * 256; bit++) {
                List<Hash> mutant = new ArrayList<>(proof);
                mutant.set(bit / 256, ProofPropertyTest.flipped(proof.get(bit / 256), bit % 256));
                ProofPropertyTest.refused(() -> verify(OLD, oldRoot, NEW, newRoot, mutant));
            }
        }

        @Test
        void ofAnotherLog_isRefused() {
            List<Hash> other = new ProofBuilder(MemoryLog.random(12, (int) NEW), NEW).consistency(OLD);
            assertRefused(OLD_ROOT_MISMATCH, () -> verify(OLD, oldRoot, NEW, newRoot, other));
        }
    }

    @Test
    void headsOfTwoLogs_areRefused_whateverTheProof() {
        Checkpoint older = new Checkpoint(ORIGIN, OLD, oldRoot);
        Checkpoint newer = new Checkpoint("b.example/log", NEW, newRoot);
        assertRefused(OTHER_LOG, () -> ProofVerifier.verifyConsistency(older, newer, proof));
    }

    @Test
    void aLogWhoseEarlierEntryWasRewritten_isRefused() {
        List<byte[]> rewritten = new ArrayList<>(log.entries());
        rewritten.set(2, new byte[] {42});
        MemoryLog other = new MemoryLog();
        other.append(rewritten);
        List<Hash> honestTry = new ProofBuilder(other, NEW).consistency(OLD);
        assertRefused(OLD_ROOT_MISMATCH, () -> verify(OLD, oldRoot, NEW, other.root(), honestTry));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 2, 1", "2, 3, 1", "3, 4, 3", "4, 7, 1", "6, 11, 4", "1, 9223372036854775807, 63"})
    void theLengthOfAProof_followsFromTheSizes(long oldSize, long newSize, int length) {
        assertThat(ProofVerifier.consistencyLength(oldSize, newSize)).isEqualTo(length);
    }
}
