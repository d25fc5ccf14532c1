package io.breakwater.ledger.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets that have to be kept for a while: AES-256-GCM with a random nonce and associated data.
 *
 * <p>The associated data says what the secret is for (say, a grant's id): sealed bytes moved to another place do not
 * open. Not guaranteed: that sealed bytes are the newest ones. One key is good for 2^32 seals. Safe for several threads.
 */
public final class Sealing {
    /** Length of the key in bytes. */
    static final int KEY = 32;

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    Sealing(byte[] key, SecureRandom random) {
        if (key.length != KEY) {
            throw new KeyException("a sealing key has 32 bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
    }

    /** The secret, sealed for this purpose: a version byte, the nonce, the ciphertext with its tag. */
    public byte[] seal(byte[] secret, String purpose) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret);
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException failed) {
            throw new KeyException("cannot seal", failed);
        }
    }

    /**
     * The secret again.
     *
     * @throws KeyException when the bytes were not sealed with this key for this purpose
     */
    public byte[] open(byte[] sealed, String purpose) {
        if (sealed.length < 1 + NONCE + TAG_BITS / Byte.SIZE || sealed[0] != VERSION) {
            throw new KeyException("these bytes were not sealed here");
        }
        byte[] nonce = new byte[NONCE];
        System.arraycopy(sealed, 1, nonce, 0, NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, purpose).doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
        } catch (GeneralSecurityException refused) {
            throw new KeyException("these bytes were not sealed here for this purpose", refused);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
