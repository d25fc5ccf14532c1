package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.HASH_MALFORMED;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {
    private static final String EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String EMPTY_LEAF = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 64})
    void anyOtherLengthThan32_isRefused(int length) {
        assertRefused(HASH_MALFORMED, "a hash has 32 bytes, this one has " + length, () -> Hash.of(new byte[length]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "AAAA",
                "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0",
                "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1=",
                "bjQLnP-zepicpUTmu3gKLHiQHT-zNzh2hRGjBhevoB0=",
                "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n",
                " bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=",
                "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0==",
                "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=bjQL"
            })
    void base64InAnySpellingButOne_isRefused(String text) {
        assertRefused(HASH_MALFORMED, () -> Hash.ofBase64(text));
    }

    @Test
    void hexInAnySpellingButOne_isRefused() {
        for (String text :
                List.of("", "00", EMPTY_LEAF.toUpperCase(java.util.Locale.ROOT), EMPTY_LEAF + "00", "g".repeat(64))) {
            assertRefused(HASH_MALFORMED, () -> Hash.ofHex(text));
        }
    }

    @Test
    void textAndBytes_comeBack() {
        Hash hash = Hash.ofHex(EMPTY_LEAF);
        assertThat(Hash.ofBase64(hash.base64())).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThat(Hash.of(hash.bytes())).isEqualTo(hash);
        assertThat(hash).hasToString(EMPTY_LEAF).isNotEqualTo(Hash.EMPTY_ROOT).isNotEqualTo(EMPTY_LEAF);
    }

    @Test
    void aHash_doesNotChange_whenItsBytesAre() {
        byte[] bytes = new byte[32];
        Hash hash = Hash.of(bytes);
        bytes[0] = 1;
        hash.bytes()[1] = 1;
        assertThat(hash.hex()).isEqualTo("0".repeat(64));
    }

    @Test
    void theConstantsOfTheStandard_areOurs() {
        assertThat(Hash.EMPTY_ROOT.hex()).isEqualTo(EMPTY_ROOT);
        assertThat(Hash.leaf(new byte[0]).hex()).isEqualTo(EMPTY_LEAF);
    }

    /** The roots that Certificate Transparency implementations have shared since RFC 6962. */
    @ParameterizedTest
    @CsvSource({
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void knownTrees_haveTheirKnownRoots(int size, String root) {
        List<String> entries = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        CompactRange range = new CompactRange();
        entries.stream()
                .limit(size)
                .map(HexFormat.of()::parseHex)
                .map(Hash::leaf)
                .forEach(range::add);
        assertThat(range.root().hex()).isEqualTo(root);
    }

    @Test
    void aPartOfAnArray_hashesLikeACopyOfIt() {
        byte[] bytes = "....entry...".getBytes(StandardCharsets.UTF_8);
        Hash expected = Hash.leaf("entry".getBytes(StandardCharsets.UTF_8));
        assertThat(new TreeHasher().leaf(bytes, 4, 5)).isEqualTo(expected);
        CompactRange range = new CompactRange();
        range.addEntry(bytes, 4, 5);
        assertThat(range.root()).isEqualTo(expected);
    }
}
