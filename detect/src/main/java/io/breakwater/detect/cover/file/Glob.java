package io.breakwater.detect.cover.file;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values with {@code *} for any text, letter case not counting. */
final class Glob {
    private Glob() {}

    static boolean matches(String glob, String value) {
        if (!glob.contains("*")) {
            return glob.equalsIgnoreCase(value);
        }
        String regex = Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(value)
                .matches();
    }
}
