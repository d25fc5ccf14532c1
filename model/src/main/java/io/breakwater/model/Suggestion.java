package io.breakwater.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody probably meant who typed a name that is not known. */
public final class Suggestion {
    private static final int LONGEST = 60;

    private Suggestion() {}

    /** The known name closest to what was typed, when it is close. */
    public static Optional<String> of(String typed, Collection<String> known) {
        String shortened = typed.length() <= LONGEST ? typed : typed.substring(0, LONGEST);
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(shortened, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(shortened, name) <= Math.max(1, name.length() / 3));
    }

    /** The end of an error's sentence: {@code "; did you mean longest?"}, else what there is. */
    public static String sentence(String typed, Collection<String> known) {
        return of(typed, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse(known.isEmpty() ? "" : "; there are " + String.join(", ", known));
    }

    /** Levenshtein's distance, one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
