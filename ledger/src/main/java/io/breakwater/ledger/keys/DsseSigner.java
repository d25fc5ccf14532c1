package io.breakwater.ledger.keys;

/**
 * Something that signs packs: DSSE 1.0.2 with a key it does not give away.
 *
 * <p>Safe for several threads.
 */
public interface DsseSigner {
    /** Which key signed, for {@code keyid}: lower-case hex of SHA-256 of the public key's SubjectPublicKeyInfo. */
    String keyId();

    /** The public key, SubjectPublicKeyInfo in PEM, as it goes into a pack. */
    String publicPem();

    /**
     * The signature over type and payload (for {@code sig}, before base64).
     *
     * @throws KeyException when the key cannot be used now
     */
    byte[] sign(String payloadType, byte[] payload);
}
