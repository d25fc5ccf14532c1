package io.breakwater.ledger.merkle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** A kind of signature on a note: its type byte, its rule for key ids, what exactly is signed, and how it is checked. */
public enum NoteAlgorithm {
    /** Ed25519 over the text (C2SP signed-note). Public key: 32 bytes. */
    ED25519(0x01, "Ed25519"),
    /** ECDSA with SHA-256 over the text. Public key: DER SubjectPublicKeyInfo of a NIST curve; signature: DER. */
    ECDSA(0x02, "EC") {
        /** The odd one: the hash of the key alone, without name and type (signed-note, "Signature types"). */
        @Override
        public int keyId(String name, byte[] publicKey) {
            return truncated(publicKey);
        }

        @Override
        PublicKey publicKey(byte[] publicKey) throws GeneralSecurityException {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKey));
        }

        @Override
        boolean hasLengthOf(byte[] bare) {
            return bare.length > 0;
        }

        @Override
        Signature verifier() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withECDSA");
        }
    },
    /**
     * A timestamped cosignature, version 1 (C2SP tlog-cosignature): 8 bytes of seconds since 1970, big-endian, then
     * Ed25519 over a header, the time and the text. Public key: 32 bytes.
     */
    COSIGNATURE_V1(0x04, "Ed25519") {
        @Override
        public byte[] message(String text, byte[] signature) {
            return cosigned(text, time(signature));
        }

        @Override
        byte[] bare(byte[] signature) {
            return Arrays.copyOfRange(signature, Long.BYTES, signature.length);
        }
    };

    private static final byte[] ED25519_SPKI = {0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00};
    private static final int ED25519_KEY = 32;
    private static final int ED25519_SIGNATURE = 64;

    private final byte type;
    private final String family;

    NoteAlgorithm(int type, String family) {
        this.type = (byte) type;
        this.family = family;
    }

    /** The signature type identifier byte. */
    public byte type() {
        return type;
    }

    /** The first four bytes of a hash that, with the name, say which key signed. */
    public int keyId(String name, byte[] publicKey) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        bytes.write('\n');
        bytes.write(type);
        bytes.writeBytes(publicKey);
        return truncated(bytes.toByteArray());
    }

    /** The bytes a signer signs; for a cosignature they depend on the time in the signature. */
    public byte[] message(String text, byte[] signature) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a witness signs for this text at this time. */
    public static byte[] cosigned(String text, long epochSecond) {
        return ("cosignature/v1\ntime " + epochSecond + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /** The time in a cosignature, in seconds since 1970. */
    public static long time(byte[] cosignature) {
        return ByteBuffer.wrap(cosignature).getLong();
    }

    /** The part of the signature that the key made. */
    byte[] bare(byte[] signature) {
        return signature;
    }

    /** The JDK (seen in 17) reads the first 64 bytes of an Ed25519 signature and lets anything follow. */
    boolean hasLengthOf(byte[] bare) {
        return bare.length == ED25519_SIGNATURE;
    }

    PublicKey publicKey(byte[] publicKey) throws GeneralSecurityException {
        if (publicKey.length != ED25519_KEY) {
            throw new GeneralSecurityException("an Ed25519 key has 32 bytes");
        }
        byte[] spki = ByteBuffer.allocate(ED25519_SPKI.length + ED25519_KEY)
                .put(ED25519_SPKI)
                .put(publicKey)
                .array();
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(spki));
    }

    Signature verifier() throws GeneralSecurityException {
        return Signature.getInstance(family);
    }

    private static int truncated(byte[] bytes) {
        return ByteBuffer.wrap(new TreeHasher().sha256(bytes).raw()).getInt();
    }
}
