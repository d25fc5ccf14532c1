package io.breakwater.detect.digest;

/**
 * Something that a digest does not prove.
 *
 * @param name the file or the object in S3 it is about
 * @param detail for people
 */
public record Flaw(Kind kind, String name, String detail) {
    /** How much a flaw takes away. */
    public enum Weight {
        /** Somebody, or a disk, has changed or removed something. */
        BROKEN,
        /** There was no digest for a time; who switched what off has to be asked elsewhere. */
        GAP,
        /** It could not be checked. */
        UNCHECKED
    }

    /** What is wrong. */
    public enum Kind {
        /** The file could not be read or unpacked. */
        DIGEST_UNREADABLE(Weight.BROKEN, "the digest cannot be read"),
        /** It is not what a digest is. */
        DIGEST_MALFORMED(Weight.BROKEN, "the digest is malformed"),
        /** The file is called otherwise than the digest says. */
        DIGEST_RENAMED(Weight.BROKEN, "the digest says that it is another"),
        /** Two files say that they are the same digest. */
        DIGEST_CONFLICT(Weight.BROKEN, "two digests of one name differ"),
        /** The next digest has another hash of it. */
        DIGEST_CHANGED(Weight.BROKEN, "the digest was changed"),
        /** No believed key signed it. */
        SIGNATURE_WRONG(Weight.BROKEN, "the signature is wrong"),
        /** Another digest names it as its predecessor, and it is not there. */
        DIGEST_MISSING(Weight.BROKEN, "the digest is missing"),
        /** A log file is not what was delivered. */
        LOG_CHANGED(Weight.BROKEN, "the log file was changed"),
        /** A log file that was delivered is not there. */
        LOG_MISSING(Weight.BROKEN, "the log file is missing"),
        /** A log file cannot be read or unpacked. */
        LOG_UNREADABLE(Weight.BROKEN, "the log file cannot be read"),
        /** A log file lies there that no digest of its time names. */
        LOG_EXTRA(Weight.BROKEN, "no digest names the log file"),
        /** A chain begins anew after an earlier one: validation or the trail was off between. */
        CHAIN_RESTARTED(Weight.GAP, "there are no digests for a time"),
        /** A digest begins later than the one before it ended. */
        HOURS_MISSING(Weight.GAP, "there are no digests for a time"),
        /** The keys that were given do not have the one that the digest names. */
        KEY_UNKNOWN(Weight.UNCHECKED, "the key is not among those given"),
        /** Nothing holds the digest's signature: no digest comes after it, and it was not kept beside it. */
        SIGNATURE_ABSENT(Weight.UNCHECKED, "the signature was not kept"),
        /** The digest before the first one is not there, so what was before is not known. */
        BEGINNING_UNKNOWN(Weight.UNCHECKED, "the chain goes on before the first digest given");

        private final Weight weight;
        private final String words;

        Kind(Weight weight, String words) {
            this.weight = weight;
            this.words = words;
        }

        /** How much it takes away. */
        public Weight weight() {
            return weight;
        }

        /** The flaw in words for people. */
        public String words() {
            return words;
        }
    }

    /** One line for people. */
    @Override
    public String toString() {
        return kind.words() + ": " + name + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
