package io.breakwater.ledger.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A proof that stands alone: index, inclusion proof and signed head in one text (C2SP tlog-proof). The file's extension
 * is {@code .tlog-proof}.
 *
 * @param extra bytes for the application; nothing vouches for them
 * @param hashes the leaf's sibling first
 * @param head the signed checkpoint
 */
public record TlogProof(Optional<byte[]> extra, long index, List<Hash> hashes, SignedNote head) {
    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    /** A tree has fewer than 2^63 leaves. */
    private static final int MOST_HASHES = 63;
    /** First line, extra, index, and the empty one. */
    private static final int OTHER_LINES = 4;

    /** @throws ProofException {@code PROOF_MALFORMED} */
    public TlogProof {
        hashes = List.copyOf(hashes);
        if (index < 0 || hashes.size() > MOST_HASHES) {
            throw malformed("index " + index + " with " + hashes.size() + " hashes");
        }
    }

    /** The proof for the leaf at this index of a log whose head is signed already. */
    public static TlogProof of(ProofBuilder builder, long index, SignedNote head) {
        return new TlogProof(Optional.empty(), index, builder.inclusion(index), head);
    }

    /**
     * Reads a proof.
     *
     * @throws ProofException {@code PROOF_MALFORMED}, {@code HASH_MALFORMED}, {@code NOTE_MALFORMED}, {@code TOO_LARGE}
     */
    public static TlogProof parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw malformed("no empty line before the checkpoint");
        }
        List<String> lines =
                new ArrayList<>(Arrays.asList(text.substring(0, blank).split("\n", MOST_HASHES + OTHER_LINES)));
        if (!lines.remove(0).equals(FIRST_LINE)) {
            throw malformed("its first line is not " + FIRST_LINE);
        }
        Optional<byte[]> extra = takeExtra(lines);
        long index = takeIndex(lines);
        List<Hash> hashes = lines.stream().map(Hash::ofBase64).toList();
        return new TlogProof(extra, index, hashes, SignedNote.parse(text.substring(blank + 2)));
    }

    private static Optional<byte[]> takeExtra(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).startsWith(EXTRA)) {
            return Optional.empty();
        }
        String line = lines.remove(0).substring(EXTRA.length());
        return Optional.of(CanonicalBase64.decode(line, ProofException.Reason.PROOF_MALFORMED));
    }

    private static long takeIndex(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).startsWith(INDEX)) {
            throw malformed("no index");
        }
        return Decimal.parse(lines.remove(0).substring(INDEX.length()), TlogProof::malformed);
    }

    private static ProofException malformed(String why) {
        return new ProofException(ProofException.Reason.PROOF_MALFORMED, "not a tlog-proof: " + why);
    }

    /** The proof as text. */
    public String format() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        extra.ifPresent(bytes ->
                text.append(EXTRA).append(CanonicalBase64.encode(bytes)).append('\n'));
        text.append(INDEX).append(index).append('\n');
        hashes.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(head.format()).toString();
    }

    /**
     * Checks that the leaf is in the log, at this index, as the head says that these keys have signed.
     *
     * @throws ProofException as {@link Trust#open} and {@link ProofVerifier#verifyInclusion}
     */
    public void verify(Hash leaf, Trust trust) {
        ProofVerifier.verifyInclusion(leaf, index, hashes, trust.open(head));
    }
}
