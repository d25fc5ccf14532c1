package io.breakwater.evidence.pack;

/** The key that signs manifests of packs. Where it lives (a file, a token, a cloud) is the house's business. */
public interface PackPen {
    /** The public key: SubjectPublicKeyInfo (RFC 8410, Ed25519) in base64, as between the lines of a PEM file. */
    String publicKey();

    /** The Ed25519 signature of exactly these bytes (64 bytes). */
    byte[] sign(byte[] bytes);
}
