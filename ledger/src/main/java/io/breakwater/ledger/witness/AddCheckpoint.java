package io.breakwater.ledger.witness;

import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.SignedNote;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The request to cosign a head (C2SP tlog-witness, "add-checkpoint").
 *
 * @param oldSize the size of the head that the witness is thought to remember; 0 for none
 * @param proof the consistency proof from there, empty from 0
 * @param head the signed checkpoint
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote head) {
    /** The longest request read, in bytes. */
    public static final int LONGEST = SignedNote.LARGEST + 4096;

    static final int MOST_HASHES = 63;
    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,18})");

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /**
     * Reads the body of a request.
     *
     * @throws ProofException {@code PROOF_MALFORMED}, {@code HASH_MALFORMED}, {@code NOTE_MALFORMED}, {@code TOO_LARGE}
     */
    public static AddCheckpoint parse(byte[] body) {
        if (body.length > LONGEST) {
            throw new ProofException(ProofException.Reason.TOO_LARGE, "a request of over " + LONGEST + " bytes");
        }
        String text = decode(body);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw malformed("no empty line before the checkpoint");
        }
        String[] lines = text.substring(0, blank).split("\n", MOST_HASHES + 2);
        if (lines.length > MOST_HASHES + 1) {
            throw malformed("more than 63 hashes");
        }
        List<Hash> proof = Arrays.stream(lines).skip(1).map(Hash::ofBase64).toList();
        return new AddCheckpoint(oldSize(lines[0]), proof, SignedNote.parse(text.substring(blank + 2)));
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new ProofException(ProofException.Reason.NOTE_MALFORMED, "not UTF-8", notUtf8);
        }
    }

    private static long oldSize(String line) {
        if (!OLD.matcher(line).matches()) {
            throw malformed("its first line is not an old size");
        }
        try {
            return Long.parseLong(line.substring("old ".length()));
        } catch (NumberFormatException tooLarge) {
            throw malformed("an old size over 2^63-1");
        }
    }

    private static ProofException malformed(String why) {
        return new ProofException(ProofException.Reason.PROOF_MALFORMED, "not a request to cosign: " + why);
    }

    /** The body of the request. */
    public byte[] format() {
        StringBuilder text = new StringBuilder("old ").append(oldSize).append('\n');
        proof.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(head.format()).toString().getBytes(StandardCharsets.UTF_8);
    }
}
