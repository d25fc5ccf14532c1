package io.breakwater.access.policy;

import io.breakwater.access.policy.Yaml.Place;
import java.util.List;
import java.util.TreeSet;

/** The problems found so far, in the order of the document and each once. */
final class Problems {
    private final TreeSet<PolicyProblem> found = new TreeSet<>();

    void add(Place place, String code, String message) {
        found.add(new PolicyProblem(place.line(), place.column(), code, message));
    }

    void addAll(List<PolicyProblem> problems) {
        found.addAll(problems);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<PolicyProblem> inOrder() {
        return List.copyOf(found);
    }
}
