package io.breakwater.detect.cover;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a name says about who it is: {@code Alice Smith}, {@code asmith} and {@code alice.smith@example.com} may be one
 * human. Never enough to call two names the same, but enough not to call them two people.
 */
final class NameWords {
    private static final int SHORTEST = 3;
    /** Say what an account is for, and not whose it is. */
    private static final Set<String> GENERIC = Set.of(
            "admin",
            "adm",
            "administrator",
            "root",
            "user",
            "svc",
            "service",
            "emergency",
            "break",
            "glass",
            "breakglass",
            "role",
            "app",
            "ext",
            "external",
            "priv",
            "privileged",
            "ops",
            "team",
            "oncall",
            "example",
            "com");

    private NameWords() {}

    /** Whether one of the names may be a way of writing the other. */
    static boolean mayBeOne(String a, String b) {
        Set<String> one = words(a);
        Set<String> other = words(b);
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        return one.containsAll(other)
                || other.containsAll(one)
                || shortened(a).stream().anyMatch(other::contains)
                || shortened(b).stream().anyMatch(one::contains);
    }

    /** The letters-only words of the name itself: of an address what stands before the @, of an ARN its last part. */
    private static Set<String> words(String name) {
        return inOrder(name).stream()
                .filter(word -> word.length() >= SHORTEST && !GENERIC.contains(word))
                .collect(Collectors.toSet());
    }

    private static List<String> inOrder(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        String local = last.indexOf('@') > 0 ? last.substring(0, last.indexOf('@')) : last;
        return Arrays.stream(local.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty() && word.chars().allMatch(Character::isLetter))
                .toList();
    }

    /** {@code asmith}, {@code alices}, {@code smitha}, {@code alicesmith}: as directories make names of people's. */
    private static Set<String> shortened(String name) {
        List<String> words = inOrder(name);
        Set<String> forms = new HashSet<>();
        if (words.size() == 2) {
            String first = words.get(0);
            String second = words.get(1);
            forms.addAll(List.of(
                    first.charAt(0) + second,
                    first + second.charAt(0),
                    second + first.charAt(0),
                    second.charAt(0) + first,
                    first + second,
                    second + first));
        }
        return forms;
    }
}
