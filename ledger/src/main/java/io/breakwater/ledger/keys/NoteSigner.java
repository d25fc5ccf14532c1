package io.breakwater.ledger.keys;

import io.breakwater.ledger.merkle.NoteAlgorithm;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.VerifierKey;
import java.util.List;

/**
 * Something that signs notes with a key it does not give away: a file, an HSM, a cloud's key service.
 *
 * <p>Safe for several threads.
 */
public interface NoteSigner {
    /** The public half: name, algorithm and key. */
    VerifierKey key();

    /**
     * The signature over exactly these bytes, in the algorithm's encoding.
     *
     * @throws KeyException when the key cannot be used now
     */
    byte[] sign(byte[] message);

    /** The name on the signatures; for a log its origin. */
    default String name() {
        return key().name();
    }

    /** What kind of signature it makes. */
    default NoteAlgorithm algorithm() {
        return key().algorithm();
    }

    /** The public half as text. */
    default String vkey() {
        return key().toString();
    }

    /** A note with this text and one signature: ours. The text ends in a newline. */
    default SignedNote signNote(String text) {
        byte[] signature = sign(algorithm().message(text, new byte[0]));
        return new SignedNote(text, List.of(new NoteSignature(name(), key().id(), signature)));
    }
}
