package io.breakwater.server.api;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark of a URL, read strictly. */
final class Query {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    private Query() {}

    /** Where a list goes on; {@code ""} for the beginning. */
    static String after(@Nullable String value) {
        return value == null ? "" : value;
    }

    static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    /** One of the enumeration's words, in any case. */
    static <E extends Enum<E>> Optional<E> one(Class<E> words, String name, @Nullable String value) {
        List<String> names =
                Arrays.stream(words.getEnumConstants()).map(Enum::name).toList();
        return word(names, name, value).map(word -> Enum.valueOf(words, word));
    }

    /** One of the words, in any case: a word that there is not would look as if nothing had been found. */
    static Optional<String> word(List<String> words, String name, @Nullable String value) {
        return text(value)
                .map(text -> words.stream()
                        .filter(word -> word.equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new BreakwaterException(
                                Code.MALFORMED_REQUEST, name + " is one of " + words + ", not " + Texts.quoted(text))));
    }

    /** {@code true} or {@code false}; absent is false. */
    static boolean truth(String name, @Nullable String value) {
        String text = text(value).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new BreakwaterException(
                    Code.MALFORMED_REQUEST, name + " is true or false, not " + Texts.quoted(text));
        }
        return text.equals("true");
    }

    /** A whole number from 0. */
    static Optional<Long> number(String name, @Nullable String value) {
        return text(value).map(text -> {
            if (!NUMBER.matcher(text).matches()) {
                throw new BreakwaterException(
                        Code.MALFORMED_REQUEST, name + " is a whole number, not " + Texts.quoted(text));
            }
            return Long.parseLong(text);
        });
    }
}
