package io.breakwater.response.debt;

import io.breakwater.model.Texts;
import io.breakwater.response.debt.DebtRulesInvalid.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML document that is read with all its problems collected, each with its place. */
final class Yaml {
    private static final int MAX_CODE_POINTS = 1 << 18;
    private static final int MAX_DEPTH = 20;

    private final List<Problem> problems = new ArrayList<>();
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The document, unless it is not YAML. */
    Optional<Node> document(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_CODE_POINTS)
                .setAllowDuplicateKeys(true) // so that we can say where
                .build();
        try {
            Optional<Node> node =
                    tooDeep(settings, text) ? Optional.empty() : new Compose(settings).composeString(text);
            if (node.isEmpty() && sound()) {
                problems.add(new Problem(1, 1, "the document is empty"));
            }
            return node;
        } catch (MarkedYamlEngineException e) {
            problems.add(at(e.getProblemMark(), "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(new Problem(1, 1, "not YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** Composing recurses, parsing does not: so the depth is looked at first. */
    private boolean tooDeep(LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                problems.add(at(event.getStartMark(), "more than " + MAX_DEPTH + " levels within each other"));
                return true;
            }
        }
        return false;
    }

    void problem(Node node, String message) {
        problems.add(at(node.getStartMark(), message));
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

    /** The values by key; an unknown or repeated key is a problem. An empty set of known keys allows every key. */
    Map<String, Node> mapping(Node node, Set<String> known) {
        Map<String, Node> values = new LinkedHashMap<>();
        if (!(once(node) instanceof MappingNode mapping)) {
            problem(node, "a mapping is expected here");
            return values;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(entry.getKeyNode());
            if (!known.isEmpty() && !known.contains(key)) {
                problem(
                        entry.getKeyNode(),
                        "unknown key " + Texts.quoted(key) + "; there are " + String.join(", ", new TreeSet<>(known)));
            } else if (values.put(key, entry.getValueNode()) != null) {
                problem(entry.getKeyNode(), "key " + Texts.quoted(key) + " is here twice");
            }
        }
        return values;
    }

    List<Node> sequence(Node node) {
        if (once(node) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, "a list is expected here");
        return List.of();
    }

    String text(Node node) {
        if (once(node) instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(node, "a single value is expected here");
        return "";
    }

    List<String> texts(Node node) {
        return sequence(node).stream().map(this::text).toList();
    }

    boolean flag(Node node) {
        String text = text(node);
        if (!text.equals("true") && !text.equals("false")) {
            problem(node, "true or false is expected here, not " + Texts.quoted(text));
        }
        return text.equals("true");
    }

    /** Refuses to read a node twice: aliases hide what applies where, and can make a small document huge. */
    private Node once(Node node) {
        if (!seen.add(node)) {
            problem(node, "write it out: anchors and aliases are not used here");
        }
        return node;
    }

    private static Problem at(Optional<Mark> mark, String message) {
        return mark.map(m -> new Problem(m.getLine() + 1, m.getColumn() + 1, message))
                .orElse(new Problem(1, 1, message));
    }
}
