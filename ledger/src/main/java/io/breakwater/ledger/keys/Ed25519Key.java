package io.breakwater.ledger.keys;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 key pair (RFC 8032) that is kept as PKCS#8 PEM, so that other tools can read it (RFC 8410). */
final class Ed25519Key {
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int SEED = 32;

    private final Ed25519PrivateKeyParameters secret;

    private Ed25519Key(Ed25519PrivateKeyParameters secret) {
        this.secret = secret;
    }

    static Ed25519Key generate(SecureRandom random) {
        return new Ed25519Key(new Ed25519PrivateKeyParameters(random));
    }

    /** @throws KeyException when it is not the PEM of an Ed25519 private key; the sentence does not quote it */
    static Ed25519Key ofPem(String pem) {
        byte[] der = Pem.read("PRIVATE KEY", pem);
        if (der.length != PKCS8.length + SEED || !Arrays.equals(PKCS8, Arrays.copyOf(der, PKCS8.length))) {
            throw new KeyException("not an Ed25519 private key in PKCS#8");
        }
        return new Ed25519Key(new Ed25519PrivateKeyParameters(der, PKCS8.length));
    }

    String pem() {
        return Pem.write("PRIVATE KEY", joined(PKCS8, secret.getEncoded()));
    }

    /** The public key in SubjectPublicKeyInfo PEM. */
    String publicPem() {
        return Pem.write("PUBLIC KEY", publicSpki());
    }

    byte[] publicSpki() {
        return joined(SPKI, publicKey());
    }

    /** The 32 bytes of the public key. */
    byte[] publicKey() {
        return secret.generatePublicKey().getEncoded();
    }

    byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** PEM of RFC 7468 with one block. */
    static final class Pem {
        private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

        private Pem() {}

        static String write(String label, byte[] der) {
            return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END " + label + "-----\n";
        }

        static byte[] read(String label, String pem) {
            String text = pem.strip();
            String begin = "-----BEGIN " + label + "-----";
            String end = "-----END " + label + "-----";
            if (!text.startsWith(begin) || !text.endsWith(end) || text.length() < begin.length() + end.length()) {
                throw new KeyException("not a PEM block with the label " + label);
            }
            String body = text.substring(begin.length(), text.length() - end.length());
            try {
                return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
            } catch (IllegalArgumentException notBase64) {
                throw new KeyException("a PEM block that is not base64");
            }
        }
    }
}
