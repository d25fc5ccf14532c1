package io.breakwater.evidence.pack;

import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.VerifierKey;
import java.util.List;

/**
 * Which of the witnesses that are asked cosigned a head, and which have not yet, by name.
 *
 * <p>The ledger verified a cosignature before it kept it; whoever reads the pack verifies it again.
 */
record Witnessed(List<String> by, List<String> notBy) {
    static Witnessed of(String checkpoint, List<String> witnessKeys) {
        SignedNote note = SignedNote.parse(checkpoint);
        List<VerifierKey> asked = witnessKeys.stream().map(VerifierKey::parse).toList();
        return new Witnessed(
                asked.stream()
                        .filter(key -> cosigned(note, key))
                        .map(VerifierKey::name)
                        .toList(),
                asked.stream()
                        .filter(key -> !cosigned(note, key))
                        .map(VerifierKey::name)
                        .toList());
    }

    private static boolean cosigned(SignedNote note, VerifierKey witness) {
        return note.signatures().stream().anyMatch(witness::claims);
    }
}
