package io.breakwater.detect.sigma.match;

import io.breakwater.detect.event.Values.Kind;
import java.math.BigDecimal;

/**
 * Compares a value with a number. A JSON number is compared by its amount, so that {@code 1.0} is {@code 1}; a text is
 * equal when it is written as the rule writes the number, and is greater or less when it reads as a number.
 */
public record NumberTest(Comparison comparison, BigDecimal number, TextPattern written) implements ValueTest {
    /** Longer runs of digits are no number that a log means. */
    static final int MAX_DIGITS = 40;

    /** A number as a rule writes it. */
    public static NumberTest of(Comparison comparison, String written, BigDecimal number) {
        return new NumberTest(comparison, number, TextPattern.exactly(written, false));
    }

    @Override
    public boolean holds(FieldValues values, int index) {
        Kind kind = values.kind(index);
        if (kind == Kind.TEXT && comparison == Comparison.EQ) {
            return written.holds(values, index);
        } else if (kind != Kind.TEXT && kind != Kind.NUMBER || !mayBeNumber(values, index)) {
            return false;
        }
        try {
            return comparison.holds(new BigDecimal(values.text(index)).compareTo(number));
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private static boolean mayBeNumber(FieldValues values, int index) {
        int length = values.end(index) - values.start(index);
        if (length == 0 || length > MAX_DIGITS) {
            return false;
        }
        byte first = values.bytes()[values.start(index)];
        return first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberTest test
                && test.comparison == comparison
                && test.number.compareTo(number) == 0
                && test.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode() * 31 + comparison.hashCode();
    }

    @Override
    public String toString() {
        return "is " + comparison.sign() + " " + number.toPlainString();
    }
}
