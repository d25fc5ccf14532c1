package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.CHECKPOINT_MALFORMED;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final String SAMPLE = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";

    @Test
    void theSampleOfTheStandard_isReadAndWritten() {
        Checkpoint checkpoint = Checkpoint.parse(SAMPLE);
        assertThat(checkpoint)
                .isEqualTo(new Checkpoint("example.com/behind-the-sofa", 20_852_163, Hash.ofBase64(ROOT)));
        assertThat(checkpoint.text()).isEqualTo(SAMPLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "01",
                "00",
                "1.0",
                "1e3",
                " 1",
                "1 ",
                "0x10",
                "١٢",
                "1_000",
                "9223372036854775808",
                "99999999999999999999",
                "NaN"
            })
    void aSizeInAnySpellingButOne_isRefused(String size) {
        assertRefused(CHECKPOINT_MALFORMED, () -> Checkpoint.parse("o\n" + size + "\n" + ROOT + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9223372036854775807"})
    void everySizeThereCanBe_isRead(String size) {
        Checkpoint checkpoint = Checkpoint.parse("o\n" + size + "\n" + ROOT + "\n");
        assertThat(Long.toString(checkpoint.size())).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I",
                "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=",
                "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=",
                " CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2IA"
            })
    void aRootInAnySpellingButOne_isRefused(String root) {
        assertRefused(CHECKPOINT_MALFORMED, () -> Checkpoint.parse("o\n1\n" + root + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "o\n",
                "o\n1\n",
                "o\n1",
                "\n1\n" + ROOT + "\n",
                "o\n1\n" + ROOT,
                "o\n1\n" + ROOT + "\n\n",
                "o\n1\n" + ROOT + "\nextension\n\n",
                "o\n1\n" + ROOT + "\n\nextension\n",
                "o\r\n1\n" + ROOT + "\n",
                "o\u0000\n1\n" + ROOT + "\n",
                "o\u007f\n1\n" + ROOT + "\n"
            })
    void textThatIsNotThreeFullLines_isRefused(String text) {
        assertRefused(CHECKPOINT_MALFORMED, () -> Checkpoint.parse(text));
    }

    @Test
    void everyTruncation_isRefused() {
        for (int length = 0; length < SAMPLE.length(); length++) {
            String cut = SAMPLE.substring(0, length);
            assertRefused(CHECKPOINT_MALFORMED, () -> Checkpoint.parse(cut));
        }
    }

    @Test
    void extensionLines_areKeptForTheSignature() {
        String text = SAMPLE + "one\ntwo = 2\n";
        assertThat(Checkpoint.parse(text).extensions()).containsExactly("one", "two = 2");
        assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    }

    @Test
    void whatCannotBeWritten_cannotBeMade() {
        Hash root = Hash.EMPTY_ROOT;
        assertRefused(CHECKPOINT_MALFORMED, () -> new Checkpoint("", 1, root));
        assertRefused(CHECKPOINT_MALFORMED, () -> new Checkpoint("two\nlines", 1, root));
        assertRefused(CHECKPOINT_MALFORMED, () -> new Checkpoint("o", -1, root));
        assertRefused(CHECKPOINT_MALFORMED, () -> new Checkpoint("o", 1, root, List.of("")));
    }

    @Test
    void foreignTextInAMessage_isShortAndHarmless() {
        assertRefused(
                CHECKPOINT_MALFORMED,
                "not a checkpoint: not a number: \"?[31m?" + "9".repeat(54) + "…\"",
                () -> Checkpoint.parse("o\n\u001b[31m\u202e" + "9".repeat(500) + "\n" + ROOT + "\n"));
    }
}
