package io.breakwater.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
    @Test
    void everyVisibleCharacter_inFront_isKept_andOnlyAFormulasGetsAnApostrophe() {
        for (char c = ' '; c <= '~'; c++) {
            String written = c == '"' ? "\"\"" : String.valueOf(c);
            String apostrophe = "=+-@".indexOf(c) >= 0 ? "'" : "";
            assertThat(CsvCell.of(c + "1")).isEqualTo('"' + apostrophe + written + "1\"");
            assertThat(CsvCell.of("1" + c)).isEqualTo("\"1" + written + '"');
        }
    }

    @Test
    void formula_behindBlanksOrASemicolon_getsItsApostrophe() {
        assertThat(CsvCell.of(" =1")).isEqualTo("\"' =1\"");
        assertThat(CsvCell.of("a;=1")).isEqualTo("\"a;'=1\"");
        assertThat(CsvCell.of("a; @b;c")).isEqualTo("\"a;' @b;c\"");
    }

    @Test
    void nothing_isAnEmptyCell() {
        assertThat(CsvCell.of("")).isEqualTo("\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\r", "\n", "\u0000", "\u007f", "\ud800"})
    void whatHidesOrEndsLines_isShownByNumber(String odd) {
        assertThat(CsvCell.of("a" + odd + "b")).isEqualTo(String.format("\"a[U+%04X]b\"", (int) odd.charAt(0)));
    }

    @Test
    void longestValue_isKept_andALongerOneIsCut() {
        assertThat(CsvCell.of("x".repeat(32_000))).hasSize(32_002);
        assertThat(CsvCell.of("x".repeat(32_001))).hasSizeLessThan(32_100).contains("32001 characters in all");
    }
}
