package io.breakwater.evidence.catalogue;

import io.breakwater.document.Problem;
import io.breakwater.document.Yaml;
import io.breakwater.document.YamlReader;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.ControlId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a catalogue from YAML and tells all its mistakes at once, each with its line. */
final class CatalogueReader {
    private final List<String> problems = new ArrayList<>();
    private final Map<ControlId, Control> controls = new LinkedHashMap<>();
    private final List<Folklore> folklore = new ArrayList<>();
    private final Map<String, Proof> proofs = new LinkedHashMap<>();

    /** @throws CatalogueException with every mistake */
    Catalogue read(String yaml) {
        List<Problem> unreadable = new ArrayList<>();
        Optional<Yaml> root = YamlReader.read(yaml, unreadable);
        unreadable.forEach(problem -> problems.add("line " + problem.line() + ": " + problem.message()));
        root.ifPresent(this::readRoot);
        if (!problems.isEmpty()) {
            throw new CatalogueException(problems);
        }
        return new Catalogue(List.copyOf(controls.values()), folklore, List.copyOf(proofs.values()));
    }

    private void readRoot(Yaml node) {
        Map<String, Yaml> root = fields(node, Set.of("version", "controls", "folklore", "facts"), Set.of());
        items(root.get("controls")).forEach(this::readControl);
        items(root.get("folklore")).forEach(this::readFolklore);
        items(root.get("facts")).forEach(this::readProof);
    }

    private void readControl(Yaml node) {
        Map<String, Yaml> fields = fields(node, Set.of("id", "title"), Set.of("was"));
        id(fields.get("id")).ifPresent(id -> {
            Control control = new Control(id, text(fields.get("title")), texts(fields.get("was")));
            if (id.value().indexOf(':') < 1) {
                problem(node, "the control " + id + " does not name its framework, as in iso27001:A.8.2");
            } else if (controls.put(id, control) != null) {
                problem(node, "the control " + id + " is there twice");
            }
        });
    }

    private void readFolklore(Yaml node) {
        Map<String, Yaml> fields = fields(node, Set.of("said", "controls", "wrong", "right", "use"), Set.of());
        folklore.add(new Folklore(
                text(fields.get("said")),
                texts(fields.get("controls")),
                text(fields.get("wrong")),
                text(fields.get("right")),
                known(fields.get("use"))));
    }

    private void readProof(Yaml node) {
        Map<String, Yaml> fields = fields(node, Set.of("fact", "shows", "controls"), Set.of());
        String fact = text(fields.get("fact"));
        List<ControlId> of = known(fields.get("controls"));
        if (of.isEmpty()) {
            problem(node, fact + " shows no control");
        }
        if (proofs.put(fact, new Proof(fact, text(fields.get("shows")), of)) != null) {
            problem(node, fact + " is there twice");
        }
    }

    /** Controls that are in the catalogue above. */
    private List<ControlId> known(@org.jspecify.annotations.Nullable Yaml node) {
        List<ControlId> ids = new ArrayList<>();
        for (Yaml item : items(node)) {
            id(item).ifPresent(id -> {
                if (!controls.containsKey(id)) {
                    problem(item, "there is no control " + id + " above");
                } else if (ids.contains(id)) {
                    problem(item, "the control " + id + " is named twice");
                }
                ids.add(id);
            });
        }
        return List.copyOf(ids);
    }

    private Optional<ControlId> id(@org.jspecify.annotations.Nullable Yaml node) {
        String text = text(node);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new ControlId(text));
        } catch (BreakwaterException e) {
            problem(node, e.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, Yaml> fields(Yaml node, Set<String> required, Set<String> optional) {
        Map<String, Yaml> fields = new HashMap<>();
        if (!(node instanceof Yaml.Mapping mapping)) {
            problem(node, "a mapping is expected here");
            return fields;
        }
        mapping.fields().forEach((key, value) -> {
            if (required.contains(key) || optional.contains(key)) {
                fields.put(key, value);
            } else {
                problem(mapping.placeOf(key).line(), "the key " + key + " is not known");
            }
        });
        required.stream()
                .filter(key -> !fields.containsKey(key))
                .sorted()
                .forEach(key -> problem(node, "the key " + key + " is missing"));
        return fields;
    }

    private List<Yaml> items(@org.jspecify.annotations.Nullable Yaml node) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof Yaml.Sequence sequence) {
            return sequence.items();
        }
        problem(node, "a list is expected here");
        return List.of();
    }

    private List<String> texts(@org.jspecify.annotations.Nullable Yaml node) {
        return items(node).stream().map(this::text).toList();
    }

    private String text(@org.jspecify.annotations.Nullable Yaml node) {
        if (node == null) {
            return "";
        }
        if (node instanceof Yaml.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        problem(node, "a text is expected here");
        return "";
    }

    private void problem(@org.jspecify.annotations.Nullable Yaml node, @org.jspecify.annotations.Nullable String what) {
        problem(node == null ? 1 : node.line(), String.valueOf(what));
    }

    private void problem(int line, String what) {
        problems.add("line " + line + ": " + what);
    }
}
