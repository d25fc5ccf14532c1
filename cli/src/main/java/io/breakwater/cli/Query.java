package io.breakwater.cli;

import io.breakwater.cli.talk.ServerClient;
import java.util.Optional;

/** The filters of a list, as the query of its address. */
final class Query {
    private Query() {}

    static String of(String first, Optional<String> firstValue) {
        return firstValue
                .map(value -> first + "=" + ServerClient.segment(value))
                .orElse("");
    }

    static String of(
            String first,
            Optional<String> firstValue,
            String second,
            Optional<String> secondValue,
            String third,
            Optional<String> thirdValue) {
        return and(and(of(first, firstValue), of(second, secondValue)), of(third, thirdValue));
    }

    private static String and(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + "&" + other;
    }
}
