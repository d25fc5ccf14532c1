package io.breakwater.detect.sigma.yaml;

import io.breakwater.detect.sigma.yaml.YamlNode.Entry;
import io.breakwater.detect.sigma.yaml.YamlNode.Kind;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.detect.sigma.yaml.YamlNode.Sequence;
import io.breakwater.model.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads the documents of one rule file, hostile or not: size, depth and the growth by aliases are bounded, and what is
 * wrong is told with its place.
 */
public final class YamlReader {
    /** Largest file, in UTF-16 units. */
    public static final int MAX_LENGTH = 1 << 20;

    /** Deepest nesting of one document, aliases followed. */
    static final int MAX_DEPTH = 32;

    /** Most nodes of one file, aliases followed: a bomb of aliases is a small file with more. */
    static final int MAX_NODES = 100_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setUseMarks(true)
            .setAllowDuplicateKeys(true) // told by us, with the place
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MAX_NODES)
            .setCodePointLimit(MAX_LENGTH)
            .build();

    private final String file;
    private final Problems problems;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The file's documents; none when it is not YAML at all, which is told as a problem. Empty documents are left out. */
    public static List<YamlNode> read(String file, String text, Problems problems) {
        YamlReader reader = new YamlReader(file, problems);
        if (text.length() > MAX_LENGTH) {
            reader.error(
                    reader.start(),
                    "TOO_LARGE",
                    "the file has " + text.length() + " characters; at most " + MAX_LENGTH);
            return List.of();
        }
        return reader.documents(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private List<YamlNode> documents(String text) {
        List<YamlNode> documents = new ArrayList<>();
        try {
            for (Node node : composed(text)) {
                convert(node, 0).filter(YamlReader::isSomething).ifPresent(documents::add);
            }
        } catch (BoundedParser.TooDeepException e) {
            error(e.mark().map(this::place).orElse(start()), "TOO_DEEP", tooDeep());
        } catch (MarkedYamlEngineException e) {
            error(
                    e.getProblemMark().map(this::place).orElse(start()),
                    "NOT_YAML",
                    "this is not YAML: " + said(e.getProblem()));
        } catch (ReaderException e) {
            error(start(), "NOT_YAML", "the file holds a character that YAML does not allow");
        } catch (YamlEngineException e) {
            error(start(), "NOT_YAML", "this is not YAML: " + said(e.getMessage()));
        }
        return documents;
    }

    private static List<Node> composed(String text) {
        List<Node> nodes = new ArrayList<>();
        new Composer(SETTINGS, new BoundedParser(SETTINGS, text, MAX_DEPTH)).forEachRemaining(nodes::add);
        return nodes;
    }

    private static String tooDeep() {
        return "more than " + MAX_DEPTH + " levels within each other";
    }

    private static boolean isSomething(YamlNode node) {
        return !(node instanceof Scalar scalar && scalar.kind() == Kind.NULL);
    }

    private Optional<YamlNode> convert(Node node, int depth) {
        Place place = node.getStartMark().map(this::place).orElse(start());
        if (++nodes > MAX_NODES) {
            if (nodes == MAX_NODES + 1) {
                error(place, "TOO_MANY_NODES", "more than " + MAX_NODES + " values, aliases followed");
            }
            return Optional.empty();
        }
        if (depth > MAX_DEPTH || !open.add(node)) {
            error(place, "TOO_DEEP", depth > MAX_DEPTH ? tooDeep() : "this value contains itself");
            return Optional.empty();
        }
        try {
            return Optional.of(converted(node, place, depth));
        } finally {
            open.remove(node);
        }
    }

    private YamlNode converted(Node node, Place place, int depth) {
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, place, depth);
        } else if (node instanceof SequenceNode sequence) {
            return new Sequence(
                    place,
                    sequence.getValue().stream()
                            .flatMap(item -> convert(item, depth + 1).stream())
                            .toList());
        }
        ScalarNode scalar = (ScalarNode) node;
        Kind kind = kind(scalar);
        return new Scalar(place, kind, scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN);
    }

    private Mapping mapping(MappingNode node, Place place, int depth) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Place> keys = new HashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Place at = tuple.getKeyNode().getStartMark().map(this::place).orElse(place);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                error(at, "WRONG_TYPE", "a key is a plain name");
            } else if (keys.containsKey(key.getValue())) {
                error(
                        at,
                        "DUPLICATE_KEY",
                        "the key " + Texts.quoted(key.getValue()) + " is here already, in line "
                                + keys.get(key.getValue()).line());
            } else {
                keys.put(key.getValue(), at);
                convert(tuple.getValueNode(), depth + 1)
                        .ifPresent(value -> entries.add(new Entry(at, key.getValue(), value)));
            }
        }
        return new Mapping(place, entries);
    }

    private static Kind kind(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Kind.NUMBER;
        } else if (tag.equals(Tag.BOOL)) {
            return scalar.getValue().equalsIgnoreCase("true") ? Kind.TRUE : Kind.FALSE;
        }
        return tag.equals(Tag.NULL) ? Kind.NULL : Kind.TEXT;
    }

    private Place start() {
        return new Place(file, 1, 1);
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The parser's own words, without its quotations of the file over several lines. */
    private static String said(@Nullable String message) {
        return (message == null ? "" : message).lines().findFirst().orElse("it cannot be read");
    }

    private void error(Place place, String code, String message) {
        problems.error(place, code, message);
    }
}
