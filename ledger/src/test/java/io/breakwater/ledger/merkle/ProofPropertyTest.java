package io.breakwater.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees from seeds, every index and every pair of sizes, held against the recursive definition. */
class ProofPropertyTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 100})
    void everyProof_inEveryTreeUpToThisSize_isTheOneOfTheDefinition(int size) {
        MemoryLog log = MemoryLog.random(size, size);
        ProofBuilder builder = new ProofBuilder(log, size);
        assertThat(log.root()).isEqualTo(NaiveTree.root(log.entries()));
        assertThat(builder.root()).isEqualTo(log.root());
        for (int index = 0; index < size; index++) {
            assertThat(builder.inclusion(index)).isEqualTo(NaiveTree.path(index, log.entries()));
        }
        for (int older = 1; older <= size; older++) {
            assertThat(builder.consistency(older)).isEqualTo(NaiveTree.proof(older, log.entries()));
        }
    }

    @Test
    void everyPairOfSizesUpTo70_isConsistent_andNothingElseIs() {
        List<byte[]> entries = MemoryLog.entries(70, 70);
        for (int newer = 1; newer <= 70; newer++) {
            MemoryLog log = new MemoryLog();
            log.append(entries.subList(0, newer));
            for (int older = 1; older <= newer; older++) {
                Hash oldRoot = NaiveTree.root(entries.subList(0, older));
                List<Hash> proof = new ProofBuilder(log, newer).consistency(older);
                ProofVerifier.verifyConsistency(older, oldRoot, newer, log.root(), proof);
                assertConsistencyRefusesChanges(older, oldRoot, newer, log.root(), proof);
            }
        }
    }

    private static void assertConsistencyRefusesChanges(
            int older, Hash oldRoot, int newer, Hash root, List<Hash> proof) {
        refused(() -> ProofVerifier.verifyConsistency(older, flipped(oldRoot, older), newer, root, proof));
        refused(() -> ProofVerifier.verifyConsistency(older, oldRoot, newer, flipped(root, newer), proof));
        for (List<Hash> mutant : mutants(proof, older * 71L + newer)) {
            refused(() -> ProofVerifier.verifyConsistency(older, oldRoot, newer, root, mutant));
        }
    }

    @Test
    void everyIndexOfTreesUpTo70_isIncluded_andNowhereElse() {
        List<byte[]> entries = MemoryLog.entries(71, 70);
        for (int size = 1; size <= 70; size++) {
            MemoryLog log = new MemoryLog();
            log.append(entries.subList(0, size));
            for (int index = 0; index < size; index++) {
                assertIncludedOnlyThere(log, index);
            }
        }
    }

    private static void assertIncludedOnlyThere(MemoryLog log, int index) {
        long size = log.size();
        Hash leaf = Hash.leaf(log.entries().get(index));
        List<Hash> proof = new ProofBuilder(log, size).inclusion(index);
        ProofVerifier.verifyInclusion(leaf, index, size, log.root(), proof);
        refused(() -> ProofVerifier.verifyInclusion(flipped(leaf, index), index, size, log.root(), proof));
        refused(() -> ProofVerifier.verifyInclusion(leaf, index, size, flipped(log.root(), index), proof));
        for (int other = -1; other <= size; other++) {
            int elsewhere = other;
            if (other != index) {
                refused(() -> ProofVerifier.verifyInclusion(leaf, elsewhere, size, log.root(), proof));
            }
        }
        for (List<Hash> mutant : mutants(proof, index * 71L + size)) {
            refused(() -> ProofVerifier.verifyInclusion(leaf, index, size, log.root(), mutant));
        }
    }

    /** One bit of every hash flipped; each hash left out, doubled, and swapped with the next; one more at either end. */
    static List<List<Hash>> mutants(List<Hash> proof, long seed) {
        Random random = new Random(seed);
        List<List<Hash>> mutants = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            List<Hash> bit = new ArrayList<>(proof);
            bit.set(i, flipped(proof.get(i), random.nextInt(256)));
            List<Hash> without = new ArrayList<>(proof);
            without.remove(i);
            List<Hash> doubled = new ArrayList<>(proof);
            doubled.add(i, proof.get(i));
            mutants.addAll(List.of(bit, without, doubled));
            if (i + 1 < proof.size()) {
                List<Hash> swapped = new ArrayList<>(proof);
                swapped.set(i, proof.get(i + 1));
                swapped.set(i + 1, proof.get(i));
                mutants.add(swapped);
            }
        }
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(Hash.EMPTY_ROOT);
        List<Hash> preceded = new ArrayList<>(proof);
        preceded.add(0, Hash.EMPTY_ROOT);
        mutants.addAll(List.of(longer, preceded));
        return mutants;
    }

    static Hash flipped(Hash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[Math.floorMod(bit, 256) / 8] ^= (byte) (1 << (bit & 7));
        return Hash.of(bytes);
    }

    static void refused(Runnable verification) {
        assertThatThrownBy(verification::run).isInstanceOf(ProofException.class);
    }
}
