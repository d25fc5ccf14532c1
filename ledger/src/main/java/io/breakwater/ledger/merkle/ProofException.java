package io.breakwater.ledger.merkle;

/** The refusal of a proof, a signature or a file of a log: a reason for programs and one sentence for people. */
public final class ProofException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong. The names never change once released. */
    public enum Reason {
        /** Not 32 bytes, or not in the canonical spelling. */
        HASH_MALFORMED,
        /** The index is negative or not below the size of the tree. */
        INDEX_OUT_OF_RANGE,
        /** A size is negative, zero where a tree must have leaves, or larger than the tree it is compared with. */
        SIZE_OUT_OF_RANGE,
        /** A proof with fewer hashes than index and size demand. */
        PROOF_TOO_SHORT,
        /** A proof with more hashes than index and size demand. */
        PROOF_TOO_LONG,
        /** The proof leads to another root. */
        ROOT_MISMATCH,
        /** Two trees of one size with different roots: the log has forked. */
        FORKED,
        /** The proof does not start from the old root. */
        OLD_ROOT_MISMATCH,
        /** The text is not a tlog-proof. */
        PROOF_MALFORMED,
        /** The text is not a signed note. */
        NOTE_MALFORMED,
        /** The note's text is not a checkpoint. */
        CHECKPOINT_MALFORMED,
        /** A verifier key that cannot be read. */
        KEY_MALFORMED,
        /** None of the signatures is from a known key. */
        NO_KNOWN_SIGNATURE,
        /** A signature in the name of a known key that this key did not make. */
        SIGNATURE_INVALID,
        /** Fewer witnesses than demanded have cosigned. */
        COSIGNATURES_MISSING,
        /** The checkpoint belongs to another log. */
        OTHER_LOG,
        /** A path that names nothing in a log. */
        PATH_MALFORMED,
        /** A tile or bundle that the size demands is not there. */
        TILE_MISSING,
        /** A tile or bundle that has not the length its name says. */
        TILE_MALFORMED,
        /** A tile that is not what its entries or the tiles below hash to. */
        TILE_MISMATCH,
        /** Larger than any honest one. */
        TOO_LARGE
    }

    private final Reason reason;
    private final String sentence;

    public ProofException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
        this.sentence = sentence;
    }

    public ProofException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
        this.sentence = sentence;
    }

    /** What was wrong, for programs. */
    public Reason reason() {
        return reason;
    }

    /** What was wrong, for people; the same as the message. */
    public String sentence() {
        return sentence;
    }
}
