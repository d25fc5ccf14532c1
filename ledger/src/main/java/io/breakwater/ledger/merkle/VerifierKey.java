package io.breakwater.ledger.merkle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A public key that signs notes, with its name: what a person is given to check a log with ("vkey"). */
public final class VerifierKey {
    private static final int LONGEST = 4096;
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{8}");

    private final String name;
    private final NoteAlgorithm algorithm;
    private final byte[] publicKey;
    private final int id;
    private final PublicKey key;

    /** @throws ProofException {@code KEY_MALFORMED} for a name that no note may have, or a key that is none */
    public VerifierKey(String name, NoteAlgorithm algorithm, byte[] publicKey) {
        NoteSignature.requireKeyName(name, ProofException.Reason.KEY_MALFORMED);
        this.name = name;
        this.algorithm = algorithm;
        this.publicKey = publicKey.clone();
        this.id = algorithm.keyId(name, publicKey);
        this.key = readable(algorithm, publicKey);
    }

    private static PublicKey readable(NoteAlgorithm algorithm, byte[] publicKey) {
        try {
            return algorithm.publicKey(publicKey);
        } catch (GeneralSecurityException notAKey) {
            throw new ProofException(ProofException.Reason.KEY_MALFORMED, "not a public key for " + algorithm, notAKey);
        }
    }

    /**
     * Reads {@code <name>+<key id>+<base64>}.
     *
     * @throws ProofException {@code KEY_MALFORMED} also when the key id is not the one of name and key
     */
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.length() > LONGEST ? new String[0] : vkey.split("\\+", 3);
        if (parts.length != 3 || !KEY_ID.matcher(parts[1]).matches()) {
            throw malformed("expected name+id+key: " + Quoted.of(vkey));
        }
        byte[] typed = CanonicalBase64.decode(parts[2], ProofException.Reason.KEY_MALFORMED);
        VerifierKey key = new VerifierKey(parts[0], algorithm(typed), Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.hexId().equals(parts[1])) {
            throw malformed("the key id " + parts[1] + " should be " + key.hexId());
        }
        return key;
    }

    private static NoteAlgorithm algorithm(byte[] typed) {
        return Arrays.stream(NoteAlgorithm.values())
                .filter(algorithm -> typed.length > 0 && algorithm.type() == typed[0])
                .findFirst()
                .orElseThrow(() -> malformed("an algorithm that is not known here"));
    }

    private static ProofException malformed(String why) {
        return new ProofException(ProofException.Reason.KEY_MALFORMED, "not a verifier key: " + why);
    }

    /** The key's name; of a log usually its origin. */
    public String name() {
        return name;
    }

    /** What kind of signature it makes. */
    public NoteAlgorithm algorithm() {
        return algorithm;
    }

    /** The key id, as in signatures. */
    public int id() {
        return id;
    }

    /** The public key, in the algorithm's encoding. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Whether the signature says that it is from this key. */
    public boolean claims(NoteSignature signature) {
        return signature.keyId() == id && signature.name().equals(name);
    }

    /**
     * Checks one signature on a text.
     *
     * @throws ProofException {@code SIGNATURE_INVALID}
     */
    public void verify(String text, NoteSignature signature) {
        if (!claims(signature) || !holds(text, signature.signature())) {
            throw new ProofException(
                    ProofException.Reason.SIGNATURE_INVALID, "the signature of " + name + " does not hold");
        }
    }

    private boolean holds(String text, byte[] signature) {
        if (algorithm == NoteAlgorithm.COSIGNATURE_V1 && !plausibleTime(signature)) {
            return false;
        }
        try {
            Signature verifier = algorithm.verifier();
            verifier.initVerify(key);
            verifier.update(algorithm.message(text, signature));
            byte[] bare = algorithm.bare(signature);
            return algorithm.hasLengthOf(bare) && verifier.verify(bare);
        } catch (GeneralSecurityException malformedSignature) {
            return false;
        }
    }

    /** A cosignature has a time, and it is not over 2^63-1 (tlog-cosignature, "Format"). */
    private static boolean plausibleTime(byte[] signature) {
        return signature.length > Long.BYTES && NoteAlgorithm.time(signature) > 0;
    }

    private String hexId() {
        return HexFormat.of().toHexDigits(id);
    }

    /** The key as it is given to people: {@code <name>+<key id>+<base64>}. */
    @Override
    public String toString() {
        byte[] typed = new byte[1 + publicKey.length];
        typed[0] = algorithm.type();
        System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
        return name + "+" + hexId() + "+" + CanonicalBase64.encode(typed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toString().getBytes(StandardCharsets.UTF_8));
    }
}
