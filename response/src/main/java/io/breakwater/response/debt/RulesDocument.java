package io.breakwater.response.debt;

import io.breakwater.document.Yaml;
import io.breakwater.document.YamlReader;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import io.breakwater.response.debt.DebtRulesInvalid.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The document of rules while it is read: what is not as expected is collected, each with its place. */
final class RulesDocument {
    private final List<Problem> problems = new ArrayList<>();

    /** The document, unless there is none to go on with. */
    Optional<Yaml> root(String text) {
        List<io.breakwater.document.Problem> found = new ArrayList<>();
        Optional<Yaml> root = YamlReader.read(text, found);
        found.forEach(problem -> problems.add(new Problem(problem.line(), problem.column(), problem.message())));
        return root;
    }

    void problem(Yaml node, String message) {
        problem(node.place(), message);
    }

    private void problem(Yaml.Place place, String message) {
        problems.add(new Problem(place.line(), place.column(), message));
    }

    boolean sound() {
        return problems.isEmpty();
    }

    DebtRulesInvalid invalid() {
        return new DebtRulesInvalid(problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList());
    }

    /** The values by key; an unknown key is a problem. An empty set of known keys allows every key. */
    Map<String, Yaml> mapping(Yaml node, Set<String> known) {
        Map<String, Yaml> values = new LinkedHashMap<>();
        if (!(node instanceof Yaml.Mapping mapping)) {
            problem(node, "a mapping is expected here");
            return values;
        }
        mapping.fields().forEach((key, value) -> {
            if (known.isEmpty() || known.contains(key)) {
                values.put(key, value);
            } else {
                problem(
                        mapping.placeOf(key),
                        "unknown key " + Texts.quoted(key) + Suggestion.sentence(key, new TreeSet<>(known)));
            }
        });
        return values;
    }

    List<Yaml> sequence(Yaml node) {
        if (node instanceof Yaml.Sequence sequence) {
            return sequence.items();
        }
        problem(node, "a list is expected here");
        return List.of();
    }

    String text(Yaml node) {
        if (node instanceof Yaml.Scalar scalar) {
            return scalar.text();
        }
        problem(node, "a single value is expected here");
        return "";
    }

    List<String> texts(Yaml node) {
        return sequence(node).stream().map(this::text).toList();
    }

    boolean flag(Yaml node) {
        String text = text(node);
        if (!text.equals("true") && !text.equals("false")) {
            problem(node, "true or false is expected here, not " + Texts.quoted(text));
        }
        return text.equals("true");
    }
}
