package io.breakwater.detect.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.model.BreakwaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestKeysTest {
    private static final String FINGERPRINT = "31e8b5433410dfb61a9dc45cc65b22ff";

    @TempDir
    Path folder;

    private DigestKeys read(String text) throws IOException {
        return DigestKeys.read(Files.writeString(folder.resolve("keys"), text));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    @Test
    void answerOfTheCloud_isRead_andItsFingerprintsAreKnown() throws IOException {
        DigestKeys keys = read(SignedTrail.listedKeys());

        assertThat(keys.isEmpty()).isFalse();
        assertThat(keys.has(FINGERPRINT.toUpperCase(java.util.Locale.ROOT))).isTrue();
        assertThat(keys.has("00")).isFalse();
    }

    @Test
    void pemOfBothKinds_isTriedForEveryFingerprint() throws IOException {
        PublicKey key = SignedTrail.KEY.getPublic();
        byte[] pkcs1 = Arrays.copyOfRange(key.getEncoded(), 24, key.getEncoded().length);
        SignedTrail trail = new SignedTrail(folder.resolve("bucket")).hours(1).keepLastSignature();
        for (String text : new String[] {pem("PUBLIC KEY", key.getEncoded()), pem("RSA PUBLIC KEY", pkcs1)}) {
            DigestReport report = DigestCheck.of(java.util.List.of(folder.resolve("bucket")), read(text));
            assertThat(report.outcome()).isEqualTo(DigestReport.Outcome.PROVEN);
        }
        assertThat(trail.digest(0)).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"PublicKeyList\":[]}",
                "{\"PublicKeyList\":[{\"Fingerprint\":\"a\",\"Value\":\"%%\"}]}",
                "{\"PublicKeyList\":[{\"Fingerprint\":\"a\",\"Value\":\"AAAA\"}]}",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n=A\n-----END PUBLIC KEY-----",
                "just text"
            })
    void fileWithoutAUsableKey_isRefused_withWhatToGive(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BreakwaterException.class)
                .hasMessageContaining("list-public-keys");
    }

    @Test
    void shortKey_isRefused() {
        assertThatThrownBy(() -> read(
                        pem("PUBLIC KEY", SignedTrail.key(1_024).getPublic().getEncoded())))
                .hasMessageContaining("shorter than 2048 bits");
    }

    @Test
    void keyOfAnotherKind_isRefused() throws Exception {
        byte[] elliptic = java.security.KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPublic()
                .getEncoded();

        assertThatThrownBy(() -> read(pem("PUBLIC KEY", elliptic))).hasMessageContaining("no RSA key");
    }

    @Test
    void fileThatIsNotThere_isRefused() {
        assertThatThrownBy(() -> DigestKeys.read(folder.resolve("none"))).hasMessageContaining("cannot be read");
    }
}
