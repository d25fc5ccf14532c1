package io.breakwater.detect.sigma.yaml;

import io.breakwater.detect.sigma.yaml.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What has been found wrong so far. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private int errors;

    /** The document cannot be used. */
    public void error(Place place, String code, String message) {
        found.add(new Problem(place, Severity.ERROR, code, message));
        errors++;
    }

    /** The document is used, but its author should look. */
    public void warning(Place place, String code, String message) {
        found.add(new Problem(place, Severity.WARNING, code, message));
    }

    /** What somebody else has found. */
    public void addAll(Problems others) {
        found.addAll(others.found);
        errors += others.errors;
    }

    /** How many errors there are so far: when it has grown, what was read in between is not to be used. */
    public int errors() {
        return errors;
    }

    /** By file and place, each once. */
    public List<Problem> inOrder() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Problem::place))
                .toList();
    }
}
