package io.breakwater.ledger.merkle;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note: who says to have signed, and the signature. Nothing is verified by its mere existence.
 *
 * @param keyId the key's id, four bytes as a number
 * @param signature without the key id
 */
public record NoteSignature(String name, int keyId, byte[] signature) {
    static final String DASH = "\u2014 ";

    /** @throws ProofException {@code NOTE_MALFORMED} for a name that no note may have */
    public NoteSignature {
        requireKeyName(name, ProofException.Reason.NOTE_MALFORMED);
        signature = signature.clone();
    }

    /**
     * Reads a line without its newline.
     *
     * @throws ProofException {@code NOTE_MALFORMED}
     */
    public static NoteSignature parse(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space < 0) {
            throw malformed("not a signature line: " + Quoted.of(line));
        }
        byte[] bytes = CanonicalBase64.decode(line.substring(space + 1), ProofException.Reason.NOTE_MALFORMED);
        if (bytes.length <= Integer.BYTES) {
            throw malformed("a signature is too short");
        }
        byte[] signature = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
        return new NoteSignature(
                line.substring(DASH.length(), space), ByteBuffer.wrap(bytes).getInt(), signature);
    }

    static void requireKeyName(String name, ProofException.Reason otherwise) {
        boolean bad = name.codePoints()
                .anyMatch(c -> c == '+' || c < ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c));
        if (name.isEmpty() || bad) {
            throw new ProofException(otherwise, "not a key name: " + Quoted.of(name));
        }
    }

    private static ProofException malformed(String why) {
        return new ProofException(ProofException.Reason.NOTE_MALFORMED, "not a signed note: " + why);
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /** The line with its newline. */
    public String line() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(keyId)
                .put(signature)
                .array();
        return DASH + name + " " + CanonicalBase64.encode(bytes) + "\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that && line().equals(that.line());
    }

    @Override
    public int hashCode() {
        return line().hashCode();
    }
}
