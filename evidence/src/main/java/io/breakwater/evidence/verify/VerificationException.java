package io.breakwater.evidence.verify;

/** The refusal of a pack: the kind of the first thing that is wrong, and one sentence that names it. */
public final class VerificationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, in the order in which it is looked for. The exit codes never change once released. */
    public enum Kind {
        /** Not a pack: no such file, not a zip, or a zip that could be read in more than one way. */
        UNREADABLE(20),
        /** The manifest is not signed by the pack key. */
        MANIFEST_SIGNATURE(21),
        /** A file differs from what the manifest says, is missing, or is not in the manifest. */
        FILE_ALTERED(22),
        /** The checkpoint is not signed by the log key, or is that of another log. */
        CHECKPOINT(26),
        /** Fewer witnesses than demanded cosigned the checkpoint, or a cosignature is false. */
        COSIGNATURE(30),
        /** A fact is not in its canonical form, or its bytes are not a fact's. */
        FACT_ALTERED(23),
        /** The pack is about another incident, or holds a fact of one. */
        OTHER_INCIDENT(29),
        /** The numbering has a hole, is out of order, or is not closed by its last number. */
        POPULATION(24),
        /** A fact is not in the log at the place the pack says. */
        INCLUSION(25),
        /** The log did not grow out of what the previous pack saw of it. */
        CONSISTENCY(27),
        /** Content that a fact is bound to is missing without an erasure on the record, or differs. */
        CONTENT(28);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** What the verifier's process ends with. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public VerificationException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    public VerificationException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    /** What kind of thing is wrong. */
    public Kind kind() {
        return kind;
    }
}
