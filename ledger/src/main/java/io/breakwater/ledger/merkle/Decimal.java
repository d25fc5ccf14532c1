package io.breakwater.ledger.merkle;

import java.util.function.Function;
import java.util.regex.Pattern;

/** Numbers from 0 to 2^63-1 in ASCII digits without leading zeroes, as every C2SP text writes them. */
final class Decimal {
    private static final Pattern CANONICAL = Pattern.compile("0|[1-9][0-9]{0,18}");

    private Decimal() {}

    static long parse(String text, Function<String, ProofException> otherwise) {
        if (!CANONICAL.matcher(text).matches()) {
            throw otherwise.apply("not a number: " + Quoted.of(text));
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw otherwise.apply("a number over 2^63-1: " + Quoted.of(text));
        }
    }
}
