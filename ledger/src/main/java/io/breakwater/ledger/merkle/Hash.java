package io.breakwater.ledger.merkle;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value: 32 bytes that never change. */
public final class Hash {
    /** Length in bytes. */
    public static final int SIZE = 32;

    /** The root of the tree without leaves: SHA-256 of nothing (RFC 6962, section 2.1). */
    public static final Hash EMPTY_ROOT = new TreeHasher().sha256(new byte[0]);

    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    /**
     * A hash with a copy of these bytes.
     *
     * @throws ProofException {@code HASH_MALFORMED} when there are not exactly 32
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new ProofException(
                    ProofException.Reason.HASH_MALFORMED, "a hash has 32 bytes, this one has " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash in base64 (RFC 4648, section 4), in the one canonical spelling. */
    public static Hash ofBase64(String text) {
        return of(CanonicalBase64.decode(text, ProofException.Reason.HASH_MALFORMED));
    }

    /** The hash in 64 lower-case hexadecimal digits. */
    public static Hash ofHex(String text) {
        try {
            Hash hash = of(HexFormat.of().parseHex(text));
            if (hash.hex().equals(text)) {
                return hash;
            }
        } catch (IllegalArgumentException notHex) {
            throw new ProofException(ProofException.Reason.HASH_MALFORMED, "not a hash in hexadecimal", notHex);
        }
        throw new ProofException(ProofException.Reason.HASH_MALFORMED, "a hash is written in lower-case hexadecimal");
    }

    /** RFC 6962's hash of a leaf with these bytes. For many, {@link TreeHasher} is faster. */
    public static Hash leaf(byte[] entry) {
        return new TreeHasher().leaf(entry);
    }

    static Hash owning(byte[] bytes) {
        return new Hash(bytes);
    }

    static Hash at(byte[] hashes, int index) {
        return new Hash(Arrays.copyOfRange(hashes, index * SIZE, (index + 1) * SIZE));
    }

    byte[] raw() {
        return value;
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return value.clone();
    }

    /** Standard base64 with padding. */
    public String base64() {
        return CanonicalBase64.encode(value);
    }

    /** Lower-case hexadecimal. */
    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
