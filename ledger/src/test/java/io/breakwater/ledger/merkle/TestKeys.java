package io.breakwater.ledger.merkle;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.List;

/** A key pair of the JDK's own, so that what is verified here was not signed by our signer. */
public final class TestKeys {
    private final KeyPair pair;
    private final VerifierKey key;

    private TestKeys(KeyPair pair, VerifierKey key) {
        this.pair = pair;
        this.key = key;
    }

    public static TestKeys log(String origin) {
        return ed25519(origin, NoteAlgorithm.ED25519);
    }

    public static TestKeys witness(String name) {
        return ed25519(name, NoteAlgorithm.COSIGNATURE_V1);
    }

    private static TestKeys ed25519(String name, NoteAlgorithm algorithm) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] spki = ((EdECPublicKey) pair.getPublic()).getEncoded();
            byte[] raw = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
            return new TestKeys(pair, new VerifierKey(name, algorithm, raw));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public static TestKeys ecdsa(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            return new TestKeys(pair, new VerifierKey(name, NoteAlgorithm.ECDSA, spki));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public VerifierKey key() {
        return key;
    }

    public byte[] raw(byte[] message) {
        try {
            boolean ec = key.algorithm() == NoteAlgorithm.ECDSA;
            Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public NoteSignature sign(String text) {
        return new NoteSignature(key.name(), key.id(), raw(key.algorithm().message(text, new byte[0])));
    }

    public NoteSignature cosign(String text, long epochSecond) {
        byte[] bare = raw(NoteAlgorithm.cosigned(text, epochSecond));
        byte[] timed = ByteBuffer.allocate(8 + bare.length)
                .putLong(epochSecond)
                .put(bare)
                .array();
        return new NoteSignature(key.name(), key.id(), timed);
    }

    public SignedNote note(String text) {
        return new SignedNote(text, List.of(sign(text)));
    }
}
