package io.breakwater.ledger.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {
    private final SecureRandom random = new SecureRandom();
    private final Sealing sealing = new Sealing(new byte[32], random);
    private final byte[] secret = "correct horse battery staple".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 24, 31, 33})
    void aKeyOfAnotherLength_isRefused(int length) {
        assertThatThrownBy(() -> new Sealing(new byte[length], random)).isInstanceOf(KeyException.class);
    }

    @Test
    void anotherPurpose_opensNothing() {
        byte[] sealed = sealing.seal(secret, "grant GR-1");
        refused(() -> sealing.open(sealed, "grant GR-2"));
        refused(() -> sealing.open(sealed, ""));
    }

    @Test
    void anotherKey_opensNothing() {
        byte[] key = new byte[32];
        key[31] = 1;
        byte[] sealed = sealing.seal(secret, "p");
        refused(() -> new Sealing(key, random).open(sealed, "p"));
    }

    @Test
    void noByteCanBeChanged_norTaken_norAdded() {
        byte[] sealed = sealing.seal(secret, "p");
        for (int at = 0; at < sealed.length; at++) {
            byte[] mutant = sealed.clone();
            mutant[at] ^= 1;
            refused(() -> sealing.open(mutant, "p"));
            byte[] cut = Arrays.copyOf(sealed, at);
            refused(() -> sealing.open(cut, "p"));
        }
        refused(() -> sealing.open(Arrays.copyOf(sealed, sealed.length + 1), "p"));
    }

    @Test
    void sealedTwice_theBytesDiffer_andBothOpen() {
        byte[] one = sealing.seal(secret, "p");
        byte[] two = sealing.seal(secret, "p");
        assertThat(one).isNotEqualTo(two).hasSize(1 + 12 + secret.length + 16);
        assertThat(sealing.open(one, "p")).isEqualTo(secret);
        assertThat(sealing.open(two, "p")).isEqualTo(secret);
        assertThat(sealing.open(sealing.seal(new byte[0], "p"), "p")).isEmpty();
    }

    private static void refused(Runnable act) {
        assertThatThrownBy(act::run).isInstanceOf(KeyException.class).hasMessageContaining("not sealed here");
    }
}
