package io.breakwater.ledger.witness;

/** A cosignature that was not given: a reason for programs and one sentence for people. */
public final class WitnessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why there is no cosignature. */
    public enum Reason {
        /** No answer in time. */
        UNREACHABLE,
        /** It does not watch this log. */
        LOG_UNKNOWN,
        /** It does not accept our signature. */
        SIGNATURE_REFUSED,
        /** It says that our head does not continue the one it remembers: one of us has forked. */
        FORK,
        /** It remembers a larger log than ours: ours was set back. */
        AHEAD_OF_US,
        /** It keeps naming another size. */
        CONFLICT,
        /** Its answer is no cosignature of its key on this head. */
        COSIGNATURE_INVALID,
        /** A status that the protocol does not know, or a failure of the witness. */
        UNEXPECTED
    }

    private final Reason reason;

    WitnessException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    WitnessException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    /** Why, for programs. */
    public Reason reason() {
        return reason;
    }
}
