package io.breakwater.evidence.verify;

import io.breakwater.evidence.pack.ConsistencyFile;
import io.breakwater.evidence.pack.PackNames;
import io.breakwater.evidence.pack.ZipForm.Entry;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.ProofVerifier;
import io.breakwater.ledger.merkle.SignedNote;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The proof that a pack's log grew out of what the pack before saw of it. */
final class Growth {
    private static final int MAX_PROOF_BYTES = 16_384;

    private final PackFile pack;
    private final Trust trust;

    Growth(PackFile pack, Trust trust) {
        this.pack = pack;
        this.trust = trust;
    }

    /**
     * The earlier head the log is proven to have grown out of; empty when the pack names none.
     *
     * @throws VerificationException {@code CONSISTENCY}, {@code CHECKPOINT}
     */
    Optional<Checkpoint> proven(Checkpoint head) throws IOException {
        Entry previous = pack.find(PackNames.PREVIOUS);
        Entry proof = pack.find(PackNames.CONSISTENCY);
        if (previous == null && proof == null) {
            return Optional.empty();
        }
        if (previous == null || proof == null) {
            throw refuse("The pack has a proof of growth without the earlier checkpoint, or the other way round.");
        }
        Checkpoint older = Head.open(pack.bytes(previous, SignedNote.LARGEST), trust, PackNames.PREVIOUS);
        try {
            ConsistencyFile file = Json.mapper().readValue(pack.bytes(proof, MAX_PROOF_BYTES), ConsistencyFile.class);
            if (file.from() != older.size() || file.to() != head.size()) {
                throw refuse("The proof of growth is about other sizes than those of the two checkpoints.");
            }
            List<Hash> hashes = file.hashes().stream().map(Growth::hash).toList();
            ProofVerifier.verifyConsistency(older, head, hashes);
        } catch (ProofException e) {
            throw new VerificationException(
                    Kind.CONSISTENCY,
                    "The log is not proven to have grown out of the earlier checkpoint: " + e.getMessage() + ".",
                    e);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new VerificationException(Kind.CONSISTENCY, "The proof of growth cannot be read.", e);
        }
        return Optional.of(older);
    }

    private static Hash hash(@org.jspecify.annotations.Nullable String text) {
        return Hash.ofBase64(text == null ? "" : text);
    }

    static VerificationException refuse(String sentence) {
        return new VerificationException(Kind.CONSISTENCY, sentence);
    }
}
