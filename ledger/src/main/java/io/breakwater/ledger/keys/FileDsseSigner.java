package io.breakwater.ledger.keys;

/** A pack signer whose key came from a file and is held in memory. */
final class FileDsseSigner implements DsseSigner {
    private final Ed25519Key secret;

    FileDsseSigner(Ed25519Key secret) {
        this.secret = secret;
    }

    @Override
    public String keyId() {
        return DsseVerifier.keyId(secret.publicSpki());
    }

    @Override
    public String publicPem() {
        return secret.publicPem();
    }

    @Override
    public byte[] sign(String payloadType, byte[] payload) {
        return secret.sign(Dsse.pae(payloadType, payload));
    }

    @Override
    public String toString() {
        return "FileDsseSigner[" + keyId() + "]";
    }
}
