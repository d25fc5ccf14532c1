package io.breakwater.detect.sigma.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code %names%} in values stand for where the modifier {@code expand} asks for it. */
public record Placeholders(Map<String, List<String>> values) {
    /** Most values that one value may become. */
    static final int MAX_VALUES = 10_000;

    private static final Pattern NAME = Pattern.compile("(?<!\\\\)%([A-Za-z0-9_.-]+)%");

    /** None are known. */
    public static Placeholders none() {
        return new Placeholders(Map.of());
    }

    /** These, and those; of one name, both. */
    Placeholders and(Map<String, List<String>> more) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        more.forEach((name, list) -> all.merge(name, list, (a, b) -> {
            List<String> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }));
        return new Placeholders(all);
    }

    /** The first placeholder of the text that has no value. */
    Optional<String> unknownIn(String text) {
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            if (!values.containsKey(matcher.group(1))) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    Set<String> names() {
        return new TreeSet<>(values.keySet());
    }

    /** How many texts {@link #expand} makes of this one, or any number above {@link #MAX_VALUES} where these are more. */
    long count(String text) {
        long count = 1;
        Matcher matcher = NAME.matcher(text);
        while (matcher.find() && count <= MAX_VALUES) {
            count *= valuesOf(matcher).size();
        }
        return count;
    }

    /** The text with every value in the place of its placeholder; several placeholders give all combinations. */
    List<String> expand(String text) {
        List<String> heads = List.of("");
        int from = 0;
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            String between = unescaped(text.substring(from, matcher.start()));
            List<String> values = valuesOf(matcher);
            heads = heads.stream()
                    .flatMap(head -> values.stream().map(value -> head + between + value))
                    .toList();
            from = matcher.end();
        }
        String tail = unescaped(text.substring(from));
        return heads.stream().map(head -> head + tail).toList();
    }

    private List<String> valuesOf(Matcher placeholder) {
        return values.getOrDefault(placeholder.group(1), List.of());
    }

    private static String unescaped(String text) {
        return text.replace("\\%", "%");
    }
}
