package io.breakwater.evidence.catalogue;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.ControlId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a catalogue from YAML and tells all its mistakes at once, each with its line. */
final class CatalogueReader {
    private final List<String> problems = new ArrayList<>();
    private final Map<ControlId, Control> controls = new LinkedHashMap<>();
    private final List<Folklore> folklore = new ArrayList<>();
    private final Map<String, Proof> proofs = new LinkedHashMap<>();

    /** @throws CatalogueException with every mistake */
    Catalogue read(String yaml) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setParseComments(false).build()).composeString(yaml);
            root.ifPresentOrElse(this::readRoot, () -> problems.add("line 1: the catalogue is empty"));
        } catch (YamlEngineException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new CatalogueException(problems);
        }
        return new Catalogue(List.copyOf(controls.values()), folklore, List.copyOf(proofs.values()));
    }

    private void readRoot(Node node) {
        Map<String, Node> root = fields(node, Set.of("version", "controls", "folklore", "facts"), Set.of());
        items(root.get("controls")).forEach(this::readControl);
        items(root.get("folklore")).forEach(this::readFolklore);
        items(root.get("facts")).forEach(this::readProof);
    }

    private void readControl(Node node) {
        Map<String, Node> fields = fields(node, Set.of("id", "title"), Set.of("was"));
        id(fields.get("id")).ifPresent(id -> {
            Control control = new Control(id, text(fields.get("title")), texts(fields.get("was")));
            if (id.value().indexOf(':') < 1) {
                problem(node, "the control " + id + " does not name its framework, as in iso27001:A.8.2");
            } else if (controls.put(id, control) != null) {
                problem(node, "the control " + id + " is there twice");
            }
        });
    }

    private void readFolklore(Node node) {
        Map<String, Node> fields = fields(node, Set.of("said", "controls", "wrong", "right", "use"), Set.of());
        folklore.add(new Folklore(
                text(fields.get("said")),
                texts(fields.get("controls")),
                text(fields.get("wrong")),
                text(fields.get("right")),
                known(fields.get("use"))));
    }

    private void readProof(Node node) {
        Map<String, Node> fields = fields(node, Set.of("fact", "shows", "controls"), Set.of());
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
    private List<ControlId> known(@org.jspecify.annotations.Nullable Node node) {
        List<ControlId> ids = new ArrayList<>();
        for (Node item : items(node)) {
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

    private Optional<ControlId> id(@org.jspecify.annotations.Nullable Node node) {
        String text = text(node);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(new ControlId(text));
        } catch (BreakwaterException e) {
            problem(node, e.getMessage());
            return Optional.empty();
        }
    }

    private Map<String, Node> fields(Node node, Set<String> required, Set<String> optional) {
        Map<String, Node> fields = new HashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, "a mapping is expected here");
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode());
            if (!required.contains(key) && !optional.contains(key)) {
                problem(tuple.getKeyNode(), "the key " + key + " is not known");
            }
            if (fields.put(key, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), "the key " + key + " is there twice");
            }
        }
        required.stream()
                .filter(key -> !fields.containsKey(key))
                .sorted()
                .forEach(key -> problem(node, "the key " + key + " is missing"));
        return fields;
    }

    private List<Node> items(@org.jspecify.annotations.Nullable Node node) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, "a list is expected here");
        return List.of();
    }

    private List<String> texts(@org.jspecify.annotations.Nullable Node node) {
        return items(node).stream().map(this::text).toList();
    }

    private String text(@org.jspecify.annotations.Nullable Node node) {
        if (node == null) {
            return "";
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        problem(node, "a text is expected here");
        return "";
    }

    private void problem(@org.jspecify.annotations.Nullable Node node, @org.jspecify.annotations.Nullable String what) {
        int line = node == null
                ? 1
                : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        problems.add("line " + line + ": " + what);
    }
}
