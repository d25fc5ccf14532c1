package io.breakwater.evidence.verify;

import io.breakwater.evidence.pack.Statement;
import io.breakwater.evidence.verify.VerificationException.Kind;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.NoteVerifier;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.VerifierKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A checkpoint of a pack: who signed and cosigned it. */
final class Head {
    private final SignedNote note;
    private final Trust trust;

    private Head(SignedNote note, Trust trust) {
        this.note = note;
        this.trust = trust;
    }

    /**
     * A checkpoint signed by a log key of the trust, of the log of that key.
     *
     * @throws VerificationException {@code CHECKPOINT}
     */
    static Checkpoint open(byte[] bytes, Trust trust, String file) {
        return of(bytes, trust, file).signed(file);
    }

    static Head of(byte[] bytes, Trust trust, String file) {
        try {
            return new Head(SignedNote.parse(bytes), trust);
        } catch (ProofException e) {
            throw refuse(file, e);
        }
    }

    /** The head this checkpoint states, once a log key is found to have signed it. */
    Checkpoint signed(String file) {
        try {
            List<VerifierKey> logs =
                    trust.logKeys().stream().map(VerifierKey::parse).toList();
            NoteVerifier.Opened opened = new NoteVerifier(logs).open(note);
            Checkpoint checkpoint = Checkpoint.parse(opened.text());
            boolean own = opened.by().stream().anyMatch(by -> by.key().name().equals(checkpoint.origin()));
            if (!own) {
                throw new ProofException(
                        ProofException.Reason.OTHER_LOG, "it is a checkpoint of the log " + checkpoint.origin());
            }
            return checkpoint;
        } catch (ProofException e) {
            throw refuse(file, e);
        }
    }

    /** The names of known witnesses that cosigned, and of those that did not. */
    record Witnesses(List<String> by, List<String> notBy) {}

    /**
     * Who of the known witnesses cosigned.
     *
     * @throws VerificationException {@code COSIGNATURE} when one is false, or when they are too few
     */
    Witnesses witnesses() {
        Set<VerifierKey> cosigned = new HashSet<>();
        try {
            List<VerifierKey> witnesses =
                    trust.witnessKeys().stream().map(VerifierKey::parse).toList();
            for (NoteSignature signature : note.signatures()) {
                for (VerifierKey witness : witnesses) {
                    if (witness.claims(signature)) {
                        witness.verify(note.text(), signature);
                        cosigned.add(witness);
                    }
                }
            }
        } catch (ProofException e) {
            throw new VerificationException(
                    Kind.COSIGNATURE, "A cosignature of the checkpoint does not hold: " + e.getMessage() + ".", e);
        }
        if (cosigned.size() < trust.witnessesNeeded()) {
            throw new VerificationException(
                    Kind.COSIGNATURE,
                    "The checkpoint is cosigned by " + cosigned.size() + " of the " + trust.witnessesNeeded()
                            + " witnesses it takes.");
        }
        return new Witnesses(names(cosigned::contains), names(key -> !cosigned.contains(key)));
    }

    private List<String> names(Predicate<VerifierKey> which) {
        return trust.witnessKeys().stream()
                .map(VerifierKey::parse)
                .distinct()
                .filter(which)
                .map(VerifierKey::name)
                .toList();
    }

    /** Whether the manifest speaks of this head. */
    static boolean same(Checkpoint checkpoint, Statement.Head stated) {
        return checkpoint.origin().equals(stated.origin())
                && checkpoint.size() == stated.size()
                && checkpoint.root().base64().equals(stated.root());
    }

    private static VerificationException refuse(String file, ProofException e) {
        return new VerificationException(
                Kind.CHECKPOINT, "The file " + file + " is no checkpoint of the log: " + e.getMessage() + ".", e);
    }
}
