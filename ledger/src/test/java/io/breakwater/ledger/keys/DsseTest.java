package io.breakwater.ledger.keys;

import static io.breakwater.ledger.merkle.ProofException.Reason.KEY_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.SIGNATURE_INVALID;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsseTest {
    private static final String TYPE = "application/vnd.in-toto+json";

    private final DsseSigner signer = new FileDsseSigner(Ed25519Key.generate(new SecureRandom()));
    private final DsseVerifier verifier = DsseVerifier.ofPem(signer.publicPem());
    private final byte[] payload = "{\"_type\":\"https://in-toto.io/Statement/v1\"}".getBytes(StandardCharsets.UTF_8);
    private final byte[] signature = signer.sign(TYPE, payload);

    /** The example of DSSE 1.0.2's protocol document. */
    @Test
    void theEncodingOfTheStandard_isOurs() {
        byte[] pae = Dsse.pae("http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(pae, StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void lengths_areInBytes() {
        byte[] pae = Dsse.pae("ä", "€".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(pae, StandardCharsets.UTF_8)).isEqualTo("DSSEv1 2 ä 3 €");
        assertThat(Dsse.pae("", new byte[0])).isEqualTo("DSSEv1 0  0 ".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSignature_holdsForItsTypeAndPayloadOnly() {
        verifier.verify(TYPE, payload, signature);
        assertRefused(SIGNATURE_INVALID, () -> verifier.verify("text/plain", payload, signature));
        assertRefused(SIGNATURE_INVALID, () -> verifier.verify(TYPE, new byte[0], signature));
        assertRefused(SIGNATURE_INVALID, () -> verifier.verify(TYPE, payload, signer.sign(TYPE, new byte[0])));
    }

    /** Without lengths, type "a b" with payload "c" and type "a" with payload "b c" would be one text. */
    @Test
    void theBorderBetweenTypeAndPayload_isSigned() {
        byte[] one = signer.sign("a b", "c".getBytes(StandardCharsets.UTF_8));
        assertRefused(SIGNATURE_INVALID, () -> verifier.verify("a", "b c".getBytes(StandardCharsets.UTF_8), one));
    }

    @Test
    void noByteOfASignatureCanBeChanged() {
        for (int at = 0; at < signature.length; at++) {
            byte[] mutant = signature.clone();
            mutant[at] ^= 1;
            assertRefused(SIGNATURE_INVALID, () -> verifier.verify(TYPE, payload, mutant));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 128})
    void aSignatureOfAnotherLength_isRefused(int length) {
        assertRefused(SIGNATURE_INVALID, () -> verifier.verify(TYPE, payload, Arrays.copyOf(signature, length)));
    }

    @Test
    void anotherKey_isRefused() {
        DsseSigner other = new FileDsseSigner(Ed25519Key.generate(new SecureRandom()));
        assertThat(other.keyId()).isNotEqualTo(signer.keyId());
        assertRefused(
                SIGNATURE_INVALID,
                "the signature on the envelope does not hold",
                () -> DsseVerifier.ofPem(other.publicPem()).verify(TYPE, payload, signature));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void whatIsNoPublicKey_isRefused(String pem) {
        assertRefused(KEY_MALFORMED, () -> DsseVerifier.ofPem(pem));
    }

    @Test
    void theKeyId_isTheHashOfTheKey_onBothSides() {
        assertThat(verifier.keyId()).isEqualTo(signer.keyId()).matches("[0-9a-f]{64}");
        assertThat(signer.publicPem()).startsWith("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA");
        assertThat(signer).hasToString("FileDsseSigner[" + signer.keyId() + "]");
    }
}
