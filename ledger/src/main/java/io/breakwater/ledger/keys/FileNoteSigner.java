package io.breakwater.ledger.keys;

import io.breakwater.ledger.merkle.NoteAlgorithm;
import io.breakwater.ledger.merkle.VerifierKey;

/** A note signer whose key came from a file and is held in memory. */
final class FileNoteSigner implements NoteSigner {
    private final Ed25519Key secret;
    private final VerifierKey key;

    FileNoteSigner(String name, NoteAlgorithm algorithm, Ed25519Key secret) {
        this.secret = secret;
        this.key = new VerifierKey(name, algorithm, secret.publicKey());
    }

    @Override
    public VerifierKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) {
        return secret.sign(message);
    }

    @Override
    public String toString() {
        return "FileNoteSigner[" + key + "]";
    }
}
