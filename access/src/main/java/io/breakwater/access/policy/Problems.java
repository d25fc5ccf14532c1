package io.breakwater.access.policy;

import io.breakwater.document.Problem;
import io.breakwater.document.Yaml.Place;
import java.util.List;
import java.util.TreeSet;

/** The problems found so far, in the order of the document and each once. */
final class Problems {
    private final TreeSet<Problem> found = new TreeSet<>();

    void add(Place place, String code, String message) {
        found.add(new Problem(place.line(), place.column(), code, message));
    }

    void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> inOrder() {
        return List.copyOf(found);
    }
}
