package io.breakwater.evidence.pack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A manifest's DSSE envelope in its one spelling: RFC 8785, one signature.
 *
 * @param keyId a hint which key signed; never trusted
 */
public record DsseEnvelope(byte[] payload, String keyId, byte[] signature) {
    private static final String HEAD = "{\"payload\":\"";
    private static final String MIDDLE =
            "\",\"payloadType\":\"" + PackNames.PAYLOAD_TYPE + "\",\"signatures\":[{\"keyid\":\"";
    private static final String BEFORE_SIGNATURE = "\",\"sig\":\"";
    private static final String TAIL = "\"}]}";

    /** The bytes of the file. */
    public byte[] encode() {
        Base64.Encoder base64 = Base64.getEncoder();
        return (HEAD
                        + base64.encodeToString(payload)
                        + MIDDLE
                        + keyId
                        + BEFORE_SIGNATURE
                        + base64.encodeToString(signature)
                        + TAIL)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads exactly what {@link #encode} writes.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static DsseEnvelope decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int middle = text.indexOf(MIDDLE);
        int signature = text.indexOf(BEFORE_SIGNATURE, Math.max(0, middle));
        if (!text.startsWith(HEAD) || middle < HEAD.length() || signature < middle || !text.endsWith(TAIL)) {
            throw new IllegalArgumentException("it is not a DSSE envelope in canonical form with one signature");
        }
        int signatureEnd = Math.max(signature + BEFORE_SIGNATURE.length(), text.length() - TAIL.length());
        Base64.Decoder base64 = Base64.getDecoder();
        DsseEnvelope envelope = new DsseEnvelope(
                base64.decode(text.substring(HEAD.length(), middle)),
                text.substring(Math.min(middle + MIDDLE.length(), signature), signature),
                base64.decode(text.substring(signature + BEFORE_SIGNATURE.length(), signatureEnd)));
        if (!java.util.Arrays.equals(envelope.encode(), bytes)) {
            throw new IllegalArgumentException("it is not in its canonical form");
        }
        return envelope;
    }
}
