package io.breakwater.ledger.merkle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The keys somebody trusts, and the only way from a note to its text. For the head of a log, use {@link Trust}. */
public final class NoteVerifier {
    private final List<VerifierKey> keys;

    public NoteVerifier(Collection<VerifierKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** A verifier that trusts one key. */
    public static NoteVerifier of(VerifierKey key) {
        return new NoteVerifier(List.of(key));
    }

    /**
     * A note whose text is signed by at least one known key.
     *
     * @param by the keys whose signatures hold, each once, in the order of the note
     * @param unknown signatures that nobody here can judge
     */
    public record Opened(String text, List<Verified> by, List<NoteSignature> unknown) {}

    /** A signature that holds. For a cosignature, {@link NoteAlgorithm#time} of it is when the witness saw the text. */
    public record Verified(VerifierKey key, NoteSignature signature) {}

    /**
     * Checks every signature that is in the name of a known key and gives out the text.
     *
     * @throws ProofException {@code NO_KNOWN_SIGNATURE}; {@code SIGNATURE_INVALID} when one known key's signature does
     *     not hold, whatever the others say
     */
    public Opened open(SignedNote note) {
        List<Verified> by = new ArrayList<>();
        List<NoteSignature> unknown = new ArrayList<>();
        for (NoteSignature signature : note.signatures()) {
            Optional<VerifierKey> key =
                    keys.stream().filter(known -> known.claims(signature)).findFirst();
            key.ifPresent(known -> known.verify(note.text(), signature));
            key.ifPresentOrElse(known -> by.add(new Verified(known, signature)), () -> unknown.add(signature));
        }
        if (by.isEmpty()) {
            throw new ProofException(
                    ProofException.Reason.NO_KNOWN_SIGNATURE, "none of the signatures is from a known key");
        }
        return new Opened(note.text(), List.copyOf(by), List.copyOf(unknown));
    }
}
