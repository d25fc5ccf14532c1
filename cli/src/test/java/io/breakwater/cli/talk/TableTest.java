package io.breakwater.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void columns_areAsWideAsTheirWidestCell_andLinesHaveNoBlanksAtTheirEnd() {
        assertThat(new Table("A", "LONG", "C")
                        .row("wide cell", "x", "")
                        .row("1", "2", "3")
                        .lines())
                .containsExactly("A          LONG  C", "wide cell  x", "1          2     3");
    }

    @Test
    void cellOfSeveralLines_staysOnOne() {
        assertThat(new Table("A", "B").row("x\ny", "z\nw").lines()).containsExactly("A    B", "x y  z w");
    }

    @Test
    void cellThatWouldCommandTheTerminal_showsWhatItIs_andMovesNoColumn() {
        assertThat(new Table("WHO", "B")
                        .row("x\u001b[32m\r\u202e", "y")
                        .row("z", "y")
                        .lines())
                .containsExactly(
                        "WHO                            B",
                        "x[U+001B][32m[U+000D][U+202E]  y",
                        "z                              y");
    }

    @Test
    void lettersOutsideTheBasicPlane_countAsOne() {
        assertThat(new Table("A", "B").row("🚒🚒", "x").row("ab", "y").lines().get(1))
                .isEqualTo("🚒🚒  x");
        assertThat(new Table("A", "B").row("🚒🚒", "x").row("ab", "y").lines().get(2))
                .isEqualTo("ab  y");
    }

    @Test
    void tableOfHeadingsOnly_isEmpty() {
        assertThat(new Table("A").isEmpty()).isTrue();
        assertThat(new Table("A").row("").isEmpty()).isFalse();
    }
}
