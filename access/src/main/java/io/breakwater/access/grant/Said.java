package io.breakwater.access.grant;

import io.breakwater.access.spi.ProviderException;
import java.util.Objects;

/** What a target said, cut to what a fact can hold. */
final class Said {
    private static final int MAX = 500;

    /** Why nothing is decided with a token that the one it would be decided about has had. */
    static final String TOKEN_OF_THE_REQUESTER =
            "this token came through the hands of who asks for the access; another administrator has to issue one";

    private Said() {}

    static String by(ProviderException failure) {
        return cut(message(failure));
    }

    /** What an exception says; never null. */
    static String message(Throwable failure) {
        return Objects.toString(failure.getMessage(), "no word of why");
    }

    static String cut(String text) {
        String flat = text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return flat.length() <= MAX ? flat : flat.substring(0, flat.offsetByCodePoints(0, MAX / 2)) + "…";
    }
}
