package io.breakwater.evidence.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.ProofVerifier;
import io.breakwater.ledger.merkle.Tile;
import io.breakwater.ledger.merkle.TreeEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The shortcut between neighbouring proofs accepts exactly what a single proof's verifier accepts. */
class PathsTest {
    @Test
    void anyProofOfAnyTree_isJudgedAsAlone() {
        Random random = new Random(2);
        for (int size = 1; size < 90; size++) {
            Tree tree = new Tree(size);
            Paths paths = new Paths(tree.head);
            for (int i = 0; i < 120; i++) {
                long index = random.nextInt(size);
                List<Hash> proof = new ArrayList<>(tree.proofs.inclusion(index));
                Hash leaf = tree.leaves.get((int) index);
                long claimed = random.nextInt(4) == 0 ? random.nextInt(size + 2) - 1 : index;
                spoil(proof, random);
                assertThat(accepts(() -> paths.verify(leaf, claimed, proof)))
                        .as("size %s index %s claimed %s", size, index, claimed)
                        .isEqualTo(accepts(() -> ProofVerifier.verifyInclusion(leaf, claimed, proof, tree.head)));
            }
        }
    }

    @Test
    void emptyProofForALargeIndex_isRefused() {
        Tree tree = new Tree(1000);
        assertThatThrownBy(() -> new Paths(tree.head).verify(tree.leaves.get(7), 7, List.of()))
                .isInstanceOf(ProofException.class);
    }

    @Test
    void upperHashChanged_behindASharedNode_isRefused() {
        Tree tree = new Tree(64);
        Paths paths = new Paths(tree.head);
        paths.verify(tree.leaves.get(4), 4, tree.proofs.inclusion(4));
        List<Hash> proof = new ArrayList<>(tree.proofs.inclusion(5));
        proof.set(5, Hash.leaf(new byte[] {1}));
        assertThatThrownBy(() -> paths.verify(tree.leaves.get(5), 5, proof)).isInstanceOf(ProofException.class);
    }

    private static void spoil(List<Hash> proof, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> proof.add(Hash.leaf(new byte[] {1}));
            case 1 -> {
                if (!proof.isEmpty()) {
                    proof.remove(random.nextInt(proof.size()));
                }
            }
            case 2 -> {
                if (!proof.isEmpty()) {
                    proof.set(random.nextInt(proof.size()), Hash.leaf(new byte[] {2}));
                }
            }
            default -> {}
        }
    }

    private static boolean accepts(Runnable verification) {
        try {
            verification.run();
            return true;
        } catch (ProofException refused) {
            return false;
        }
    }

    private static final class Tree {
        final List<Hash> leaves = new ArrayList<>();
        final Checkpoint head;
        final ProofBuilder proofs;

        Tree(int size) {
            for (int i = 0; i < size; i++) {
                leaves.add(Hash.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
            }
            TreeEdge.Growth growth = TreeEdge.empty().append(leaves);
            Map<String, byte[]> tiles = new HashMap<>();
            for (Tile tile : growth.tiles()) {
                tiles.put(tile.path().path(), tile.bytes());
            }
            head = new Checkpoint("x.test/log", size, growth.edge().root());
            proofs = new ProofBuilder(path -> Optional.ofNullable(tiles.get(path)), size);
        }
    }
}
