package io.breakwater.document;

import io.breakwater.document.Yaml.Kind;
import io.breakwater.document.Yaml.Place;
import io.breakwater.model.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
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

/**
 * Reads one plain YAML document: mappings, sequences, scalars. Aliases, anchors, tags and second documents are problems,
 * since what a reviewer reads has to be what is meant.
 */
public final class YamlReader {
    /** Largest document, in UTF-16 units. */
    public static final int MAX_LENGTH = 256 * 1024;

    /** Deepest nesting. The composer calls itself for each level, so this is checked on the events before. */
    public static final int MAX_DEPTH = 20;

    private static final int MAX_SAID = 200;
    private static final int MAX_NODES = 50_000;

    private final String document;
    private final List<Problem> problems;

    private YamlReader(String document, List<Problem> problems) {
        this.document = document;
        this.problems = problems;
    }

    /** The document's root; empty when there is none to go on with. What is wrong is added to the problems. */
    public static Optional<Yaml> read(String document, List<Problem> problems) {
        if (document.length() > MAX_LENGTH) {
            problems.add(new Problem(
                    1, 1, "TOO_LARGE", "the document has " + document.length() + " characters; at most " + MAX_LENGTH));
            return Optional.empty();
        }
        return new YamlReader(document, problems).read();
    }

    private Optional<Yaml> read() {
        try {
            findDeceptive();
            if (!checkEvents()) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings()).composeString(document);
            if (root.isEmpty()) {
                problems.add(new Problem(1, 1, "EMPTY", "the document is empty"));
            }
            return root.map(this::node);
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark().map(YamlReader::place).orElse(new Place(1, 1));
            add(place, "UNREADABLE", plain(e.getProblem()));
        } catch (ReaderException e) {
            add(placeAt(e.getPosition()), "UNREADABLE", "a character that YAML does not allow");
        } catch (YamlEngineException e) {
            add(new Place(1, 1), "UNREADABLE", plain(e.getMessage()));
        }
        return Optional.empty();
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setLabel("document")
                .setUseMarks(true)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_LENGTH)
                .build();
    }

    /** Nesting, aliases and tags are judged on the flat events, before anything is built. */
    private boolean checkEvents() {
        int before = problems.size();
        int depth = 0;
        int nodes = 0;
        int documents = 0;
        for (Event event : new Parse(settings()).parseString(document)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case DocumentStart -> documents++;
                default -> {}
            }
            Place place = event.getStartMark().map(YamlReader::place).orElse(new Place(1, 1));
            if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
                add(place, "TOO_DEEP", "nested deeper than " + MAX_DEPTH + ", or more than " + MAX_NODES + " values");
                return false;
            }
            checkEvent(event, place, documents);
        }
        return problems.size() == before;
    }

    private void checkEvent(Event event, Place place, int documents) {
        if (event instanceof DocumentStartEvent && documents > 1) {
            add(place, "SECOND_DOCUMENT", "one document is expected; take out what follows \"---\"");
        } else if (event instanceof AliasEvent) {
            add(place, "ALIAS", "aliases are not allowed; write out what is meant");
        } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            add(place, "ALIAS", "anchors are not allowed; write out what is meant");
        } else if (tagOf(event).isPresent()) {
            add(
                    place,
                    "TAG",
                    "tags are not allowed: " + Texts.quoted(tagOf(event).get()));
        }
    }

    private static Optional<String> tagOf(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
    }

    private Yaml node(Node node) {
        Place place = node.getStartMark().map(YamlReader::place).orElse(new Place(1, 1));
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, place);
        } else if (node instanceof SequenceNode sequence) {
            List<Yaml> items = sequence.getValue().stream().map(this::node).toList();
            return new Yaml.Sequence(place.line(), place.column(), items);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new Yaml.Scalar(place.line(), place.column(), kind(scalar.getTag()), scalar.getValue());
    }

    private Yaml.Mapping mapping(MappingNode node, Place place) {
        Map<String, Yaml> fields = new LinkedHashMap<>();
        Map<String, Place> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Place at = tuple.getKeyNode().getStartMark().map(YamlReader::place).orElse(place);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                add(at, "WRONG_TYPE", "a key is a plain name");
            } else if (keys.containsKey(key.getValue())) {
                add(
                        at,
                        "DUPLICATE_KEY",
                        "the key " + Texts.quoted(key.getValue()) + " is here already, in line "
                                + keys.get(key.getValue()).line());
            } else {
                keys.put(key.getValue(), at);
                fields.put(key.getValue(), node(tuple.getValueNode()));
            }
        }
        return new Yaml.Mapping(place.line(), place.column(), fields, keys);
    }

    private static Kind kind(Tag tag) {
        if (tag.equals(Tag.INT)) {
            return Kind.WHOLE;
        } else if (tag.equals(Tag.FLOAT)) {
            return Kind.FRACTION;
        } else if (tag.equals(Tag.BOOL)) {
            return Kind.TRUTH;
        }
        return tag.equals(Tag.NULL) ? Kind.NOTHING : Kind.TEXT;
    }

    /** Characters that make a document read differently from what it says ("trojan source"). */
    private void findDeceptive() {
        int index = 0;
        for (int c : document.codePoints().toArray()) {
            boolean byteOrderMark = c == 0xFEFF && index == 0;
            if (Character.getType(c) == Character.FORMAT && !byteOrderMark) {
                add(placeAt(index), "DECEPTIVE_TEXT", String.format("the invisible character U+%04X", c));
            }
            index++;
        }
    }

    private Place placeAt(int codePoint) {
        int line = 1;
        int column = 1;
        for (int c : document.codePoints().limit(codePoint).toArray()) {
            line = c == '\n' ? line + 1 : line;
            column = c == '\n' ? 1 : column + 1;
        }
        return new Place(line, column);
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** What the library said, in one line. */
    private static String plain(@Nullable String text) {
        String flat = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return flat.length() <= MAX_SAID ? flat : flat.substring(0, MAX_SAID) + "…";
    }

    private void add(Place place, String code, String message) {
        problems.add(new Problem(place.line(), place.column(), code, message));
    }
}
