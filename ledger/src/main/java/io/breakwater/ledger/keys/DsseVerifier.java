package io.breakwater.ledger.keys;

import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.merkle.ProofException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** Checks DSSE 1.0.2 signatures of one Ed25519 key with nothing but the JDK. */
public final class DsseVerifier {
    private static final int SIGNATURE = 64;

    private final PublicKey key;
    private final String keyId;

    private DsseVerifier(PublicKey key, String keyId) {
        this.key = key;
        this.keyId = keyId;
    }

    /**
     * A verifier for this key.
     *
     * @param pem SubjectPublicKeyInfo in PEM
     * @throws ProofException {@code KEY_MALFORMED}
     */
    public static DsseVerifier ofPem(String pem) {
        try {
            byte[] spki = Ed25519Key.Pem.read("PUBLIC KEY", pem);
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
            return new DsseVerifier(key, keyId(spki));
        } catch (GeneralSecurityException | KeyException notAKey) {
            throw new ProofException(ProofException.Reason.KEY_MALFORMED, "not an Ed25519 public key in PEM", notAKey);
        }
    }

    static String keyId(byte[] spki) {
        return Hashes.sha256Hex(spki);
    }

    /** What {@code keyid} has to be for this key; a hint only, never trusted instead of the signature. */
    public String keyId() {
        return keyId;
    }

    /**
     * Checks a signature over type and payload.
     *
     * @throws ProofException {@code SIGNATURE_INVALID}
     */
    public void verify(String payloadType, byte[] payload, byte[] signature) {
        // The JDK (seen in 17) reads the first 64 bytes and lets anything follow.
        if (signature.length != SIGNATURE || !holds(payloadType, payload, signature)) {
            throw new ProofException(
                    ProofException.Reason.SIGNATURE_INVALID, "the signature on the envelope does not hold");
        }
    }

    private boolean holds(String payloadType, byte[] payload, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(Dsse.pae(payloadType, payload));
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
