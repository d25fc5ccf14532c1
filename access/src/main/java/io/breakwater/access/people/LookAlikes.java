package io.breakwater.access.people;

import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/**
 * Which names a person may take for each other (Unicode TS 39, section 4: confusable detection).
 *
 * <p>Two names are compared by their skeletons, once as written and once in lower case, because {@code AIice} and {@code
 * Alice} differ only before folding, {@code ALICE} and {@code alice} only after it.
 */
public final class LookAlikes {
    private final SpoofChecker checker =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    /** Whether the two read alike. Equal names do. */
    public boolean alike(String one, String other) {
        return !Collections.disjoint(skeletons(one), skeletons(other));
    }

    /** The skeletons of the name: two names with one in common read alike. */
    public Set<String> skeletons(String name) {
        String flat = Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("\\s+", " ")
                .strip();
        String folded = flat.toLowerCase(Locale.ROOT);
        String asWritten = checker.getSkeleton(flat);
        return flat.equals(folded) ? Set.of(asWritten) : bothOf(asWritten, checker.getSkeleton(folded));
    }

    private static Set<String> bothOf(String one, String other) {
        return one.equals(other) ? Set.of(one) : Set.of(one, other);
    }
}
