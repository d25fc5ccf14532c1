package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineChangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b,c | a,b,c | ''",
                "'' | a,b | + a;+ b",
                "a,b | '' | - a;- b",
                "a,b,c | a,x,c | - b;+ x",
                "a,b,c | b,c,a | - a;+ a",
                "a,a,a | a,a | - a",
                "x,a,y | a | - x;- y"
            })
    void changes_areTheFewestLines(String before, String after, String changes) {
        assertThat(String.join(";", LineChanges.between(before.replace(',', '\n'), after.replace(',', '\n'))))
                .isEqualTo(changes);
    }

    @Test
    void endOfLineOfAnotherMachine_isNoChange() {
        assertThat(LineChanges.between("a\r\nb\r\n", "a\nb\n")).isEmpty();
    }
}
