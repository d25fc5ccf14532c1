package io.breakwater.ledger.merkle;

import java.util.Base64;

/**
 * Standard base64 that has exactly one spelling per value.
 *
 * <p>The JDK's decoder accepts missing padding and stray bits in the last character; two spellings of one signed text
 * would let one checkpoint look like two.
 */
final class CanonicalBase64 {
    private CanonicalBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] decode(String text, ProofException.Reason otherwise) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new ProofException(otherwise, "not base64: " + Quoted.of(text), notBase64);
        }
        if (!encode(bytes).equals(text)) {
            throw new ProofException(otherwise, "base64 in an unusual spelling: " + Quoted.of(text));
        }
        return bytes;
    }
}
