package io.breakwater.ledger.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every text of the formats has one spelling: whatever is read is written as the same characters again, so that no two
 * texts stand for one head, proof, key or place. Tried on thousands of small changes to sound texts.
 */
class CanonicalTextTest {
    private static final String ALPHABET = "0123456789abcxyzAZ+/=.-_ \n\t\r\u2014\u00a0\u0660\u0000";
    private static final int CHANGES = 3_000;

    private static final TestKeys LOG = TestKeys.log("a.example/log");
    private static final TestKeys WITNESS = TestKeys.witness("w.example");
    private static final MemoryLog ENTRIES = MemoryLog.random(8, 300);
    private static final String HEAD = ENTRIES.head("a.example/log").text();
    private static final SignedNote NOTE = LOG.note(HEAD).with(WITNESS.cosign(HEAD, 1_750_000_000));

    static Stream<Arguments> formats() {
        return Stream.of(
                format(
                        "checkpoint",
                        HEAD + "extension\n",
                        text -> Checkpoint.parse(text).text()),
                format("note", NOTE.format(), text -> SignedNote.parse(text).format()),
                format(
                        "proof",
                        proof(Optional.empty()),
                        text -> TlogProof.parse(text).format()),
                format(
                        "proof with extra",
                        proof(Optional.of(new byte[7])),
                        text -> TlogProof.parse(text).format()),
                format(
                        "Ed25519 key",
                        LOG.key().toString(),
                        text -> VerifierKey.parse(text).toString()),
                format(
                        "witness key",
                        WITNESS.key().toString(),
                        text -> VerifierKey.parse(text).toString()),
                format(
                        "ECDSA key",
                        TestKeys.ecdsa("e").key().toString(),
                        text -> VerifierKey.parse(text).toString()),
                format(
                        "hash",
                        ENTRIES.root().base64(),
                        text -> Hash.ofBase64(text).base64()),
                format(
                        "hexadecimal hash",
                        ENTRIES.root().hex(),
                        text -> Hash.ofHex(text).hex()),
                format(
                        "tile",
                        "tile/3/x001/x234/067.p/8",
                        text -> TilePath.parse(text).path()),
                format(
                        "full tile",
                        "tile/0/x999/000",
                        text -> TilePath.parse(text).path()),
                format(
                        "bundle",
                        "tile/entries/x021/005.p/255",
                        text -> TilePath.parse(text).path()));
    }

    private static Arguments format(String name, String sound, UnaryOperator<String> readAndWrite) {
        return Arguments.of(name, sound, readAndWrite);
    }

    private static String proof(Optional<byte[]> extra) {
        List<Hash> hashes = new ProofBuilder(ENTRIES, 300).inclusion(17);
        return new TlogProof(extra, 17, hashes, NOTE).format();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aSoundText_comesBack(String name, String sound, UnaryOperator<String> readAndWrite) {
        assertThat(readAndWrite.apply(sound)).isEqualTo(sound);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aChangedText_isRefused_orWrittenExactlyAsItWasRead(
            String name, String sound, UnaryOperator<String> readAndWrite) {
        Random random = new Random(name.hashCode());
        int refused = 0;
        for (int i = 0; i < CHANGES; i++) {
            String changed = changed(sound, random);
            refused += isRefusedOrComesBack(changed, readAndWrite) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(CHANGES / 10);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aTextWithAnythingBeforeOrAfterIt_isRefused_orWrittenExactlyAsItWasRead(
            String name, String sound, UnaryOperator<String> readAndWrite) {
        for (char c : ALPHABET.toCharArray()) {
            for (String changed : List.of(c + sound, sound + c, sound + "\n" + c, "\ufeff" + sound)) {
                isRefusedOrComesBack(changed, readAndWrite);
            }
        }
        assertThat(isRefusedOrComesBack(sound + "\u0000", readAndWrite)).isTrue();
    }

    /** What a person cannot tell from the real one, and {@link Character#isDigit} calls a digit. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aFullWidthDigit_isRefused_orWrittenExactlyAsItWasRead(
            String name, String sound, UnaryOperator<String> readAndWrite) {
        long refused = IntStream.range(0, sound.length())
                .filter(at -> Character.isDigit(sound.charAt(at)))
                .mapToObj(at ->
                        sound.substring(0, at) + (char) (sound.charAt(at) - '0' + '\uff10') + sound.substring(at + 1))
                .filter(changed -> isRefusedOrComesBack(changed, readAndWrite))
                .count();
        assertThat(refused).isPositive();
    }

    /** Whether it is refused. */
    private static boolean isRefusedOrComesBack(String text, UnaryOperator<String> readAndWrite) {
        try {
            assertThat(readAndWrite.apply(text)).isEqualTo(text);
            return false;
        } catch (ProofException refusal) {
            assertThat(refusal).hasMessageNotContaining("\u0000").hasMessageNotContaining("\n");
            return true;
        }
    }

    /** One to three small changes: a character less, more or another; two lines swapped; one twice or left out. */
    private static String changed(String text, Random random) {
        String changed = text;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            changed = switch (random.nextInt(5)) {
                case 0 -> changed.substring(0, at) + c + changed.substring(at);
                case 1 -> changed.substring(0, at) + c + changed.substring(Math.min(changed.length(), at + 1));
                case 2 -> changed.substring(0, at) + changed.substring(Math.min(changed.length(), at + 1));
                case 3 -> changed.substring(0, at);
                default -> lines(changed, random);
            };
        }
        return changed;
    }

    private static String lines(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(3)) {
            case 0 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
            default -> lines.remove(at);
        }
        return String.join("\n", lines);
    }
}
