package io.breakwater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0, 0x7, 0x8, 0x1b, 0x7f, 0x85, 0x200b, 0x200e, 0x202a, 0x202e, 0x2028, 0x2066, 0x2069, 0xfeff, 0xe000,
                0xd800, 0xdfff, 0xe0041, 0xfdd0
            })
    void characterThatDeceives_isRefused_andNamed(int codePoint) {
        String text = "restore "
                + (Character.isBmpCodePoint(codePoint)
                        ? String.valueOf((char) codePoint)
                        : Character.toString(codePoint))
                + " now";
        assertThatThrownBy(() -> Texts.clean("the reason", text, 100))
                .isInstanceOfSatisfying(
                        BreakwaterException.class, e -> assertThat(e.code()).isEqualTo(Code.MALFORMED_TEXT))
                .hasMessageContaining(String.format("U+%04X", codePoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t ", "\u2003\u3000"})
    void emptyText_isRefused(String text) {
        assertThatThrownBy(() -> Texts.clean("the reason", text, 100)).hasMessage("the reason is empty");
    }

    @Test
    void textOfTheLongestLength_isKept_andOneMoreIsRefused() {
        assertThat(Texts.clean("a note", "x".repeat(100), 100)).hasSize(100);
        assertThatThrownBy(() -> Texts.clean("a note", "x".repeat(101), 100))
                .hasMessage("a note is 101 characters long; at most 100 are kept");
    }

    @Test
    void text_isStrippedAndComposed_butKeepsItsLinesAndLanguages() {
        assertThat(Texts.clean("a note", " Zahlung haengt\r\n\tseit 03:12 – Müller \n", 100))
                .isEqualTo("Zahlung haengt\n\tseit 03:12 – Müller");
        assertThat(Texts.clean("a note", "u\u0308ber", 100)).isEqualTo("über");
        assertThat(Texts.clean("a note", "支払い停止 👩\u200d🚒 שלום", 100)).isEqualTo("支払い停止 👩\u200d🚒 שלום");
    }

    @Test
    void quoted_escapesWhatIsNotPrintableAscii_andCutsWhatIsLong() {
        assertThat(Texts.quoted("a\"b\\c\u0000\u202eé")).isEqualTo("\"a\\u0022b\\u005cc\\u0000\\u202e\\u00e9\"");
        assertThat(Texts.quoted("x".repeat(500))).hasSize(83).endsWith("…\"");
    }
}
