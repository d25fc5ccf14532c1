package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.match.Atom;
import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.match.TextPattern;
import io.breakwater.detect.sigma.match.ValueTest;
import io.breakwater.detect.sigma.yaml.Place;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlNode.Entry;
import io.breakwater.detect.sigma.yaml.YamlNode.Kind;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.detect.sigma.yaml.YamlNode.Sequence;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads search identifiers: maps, lists of maps, keywords (Sigma rules 2.1.0, "Detection"). */
final class DetectionReader {
    private final FieldNames fields;
    private final Placeholders placeholders;
    private final Problems problems;

    DetectionReader(FieldNames fields, Placeholders placeholders, Problems problems) {
        this.fields = fields;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** What a search identifier asks; an empty "or" where it cannot be read, which is told. */
    Expr selection(YamlNode node) {
        if (node instanceof Mapping mapping) {
            return map(mapping);
        } else if (node instanceof Sequence sequence) {
            return list(sequence);
        }
        return keyword((Scalar) node);
    }

    private Expr list(Sequence list) {
        if (list.items().isEmpty()) {
            problems.error(list.place(), "EMPTY_SELECTION", "the list is empty");
        }
        List<Expr> parts = new ArrayList<>();
        for (YamlNode item : list.items()) {
            if (item instanceof Sequence) {
                problems.error(item.place(), "WRONG_TYPE", "a list within a list; write its values into the outer one");
            } else {
                parts.add(selection(item));
            }
        }
        return Expr.any(parts);
    }

    private Expr map(Mapping map) {
        if (map.entries().isEmpty()) {
            problems.error(map.place(), "EMPTY_SELECTION", "the map is empty");
        }
        return Expr.all(map.entries().stream().map(this::item).toList());
    }

    private Expr keyword(Scalar value) {
        if (value.kind() == Kind.NULL) {
            problems.error(value.place(), "EMPTY_SELECTION", "a null has to be the value of a field");
        }
        return keywords(new ValueReader(Modifiers.of(List.of()), placeholders, problems).words(value));
    }

    private Expr item(Entry entry) {
        List<String> key = Arrays.asList(entry.key().split("\\|", -1));
        Modifiers modifiers = Modifiers.of(key.subList(1, key.size()));
        if (!areKnown(modifiers, entry.place())) {
            return Expr.any(List.of());
        }
        List<Scalar> values = values(entry, modifiers);
        String field = key.get(0);
        List<Expr> parts = new ArrayList<>();
        for (Scalar value : values) {
            parts.add(field.isEmpty() ? keyword(value, modifiers) : asked(field, modifiers, value));
        }
        Expr joined = modifiers.has("all") ? Expr.all(parts) : Expr.any(parts);
        return modifiers.has("neq") ? new Expr.Not(joined) : joined;
    }

    private boolean areKnown(Modifiers modifiers, Place place) {
        for (String name : modifiers.names()) {
            if (!Modifiers.known().contains(name)) {
                problems.error(
                        place,
                        "UNKNOWN_MODIFIER",
                        "unknown modifier " + Texts.quoted(name) + Suggestion.sentence(name, Modifiers.known()));
                return false;
            }
        }
        Optional<String> misfit = modifiers.misfit();
        misfit.ifPresent(name -> problems.error(
                place,
                "BAD_MODIFIERS",
                "the modifier " + name + " does not go with the others: " + String.join(", ", modifiers.names())));
        return misfit.isEmpty();
    }

    private List<Scalar> values(Entry entry, Modifiers modifiers) {
        if (entry.value() instanceof Mapping) {
            problems.error(
                    entry.value().place(),
                    "WRONG_TYPE",
                    "a field's value is a single value or a list; write nested fields with dots: f.g");
            return List.of();
        } else if (entry.value() instanceof Scalar scalar) {
            if (modifiers.has("all")) {
                problems.error(entry.place(), "ALL_OF_ONE", "the modifier all needs a list of values");
            }
            return List.of(scalar);
        }
        return listed((Sequence) entry.value(), modifiers);
    }

    private List<Scalar> listed(Sequence sequence, Modifiers modifiers) {
        List<Scalar> values = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (!(item instanceof Scalar scalar)) {
                problems.error(item.place(), "WRONG_TYPE", "a list of a field's values holds single values only");
            } else if (scalar.kind() == Kind.NULL) {
                problems.error(
                        item.place(),
                        "NULL_IN_LIST",
                        "null cannot be in a list of values"
                                + " (Sigma rules 2.1.0, \"Special Field Values\"); make it a selection of its own");
            } else {
                values.add(scalar);
            }
        }
        if (sequence.items().isEmpty()
                || modifiers.has("all") && sequence.items().size() == 1) {
            boolean empty = sequence.items().isEmpty();
            problems.error(
                    sequence.place(),
                    empty ? "EMPTY_SELECTION" : "ALL_OF_ONE",
                    empty ? "the list is empty" : "the modifier all needs a list of several values");
        }
        return values;
    }

    private Expr asked(String field, Modifiers modifiers, Scalar value) {
        List<FieldPath> paths = fields.paths(field);
        return switch (modifiers.kind()) {
            case EXISTENCE -> existence(paths, value);
            case FIELD -> reference(paths, modifiers, value);
            default ->
                value.kind() == Kind.NULL ? nothing(paths, modifiers, value) : tested(field, paths, modifiers, value);
        };
    }

    /** Where the log says it otherwise, either way of saying it counts. */
    private Expr tested(String field, List<FieldPath> paths, Modifiers modifiers, Scalar value) {
        Expr asWritten = tested(paths, modifiers, value);
        boolean isPlain = modifiers.names().stream().allMatch(name -> name.equals("all") || name.equals("neq"));
        return isPlain
                ? fields.meaning(field, value.text())
                        .map(meaning -> Expr.any(List.of(asWritten, inTheLogsOwnWords(meaning))))
                        .orElse(asWritten)
                : asWritten;
    }

    private Expr inTheLogsOwnWords(YamlNode meaning) {
        return new DetectionReader(FieldNames.asWritten(), placeholders, problems).selection(meaning);
    }

    private Expr tested(List<FieldPath> paths, Modifiers modifiers, Scalar value) {
        List<ValueTest> tests = new ValueReader(modifiers, placeholders, problems).tests(value);
        return Expr.any(paths.stream()
                .flatMap(path -> tests.stream().map(test -> ask(new Atom.Field(path, test))))
                .toList());
    }

    private Expr nothing(List<FieldPath> paths, Modifiers modifiers, Scalar value) {
        if (modifiers.names().stream().anyMatch(name -> !name.equals("neq"))) {
            problems.error(
                    value.place(),
                    "NULL_MODIFIED",
                    "null goes with no modifier but neq; "
                            + "quote it when the word is meant, write '' for an empty text");
        }
        return Expr.all(each(paths, Atom.Null::new));
    }

    private Expr existence(List<FieldPath> paths, Scalar value) {
        if (value.kind() != Kind.TRUE && value.kind() != Kind.FALSE) {
            problems.error(
                    value.place(),
                    "WRONG_TYPE",
                    "exists is followed by true or false, not " + Texts.quoted(value.text()));
        }
        Expr there = Expr.any(each(paths, Atom.Exists::new));
        return value.kind() == Kind.TRUE ? there : new Expr.Not(there);
    }

    private Expr reference(List<FieldPath> paths, Modifiers modifiers, Scalar value) {
        if (value.text().isEmpty() || value.kind() != Kind.TEXT || Glyphs.hasWildcard(Glyphs.parse(value.text()))) {
            problems.error(value.place(), "BAD_FIELD", "fieldref is followed by the name of a field");
            return Expr.any(List.of());
        }
        Atom.Relation relation = relation(modifiers);
        List<FieldPath> others = fields.paths(value.text());
        return Expr.any(paths.stream()
                .flatMap(path -> others.stream()
                        .map(other -> ask(new Atom.FieldRef(path, other, relation, modifiers.has("cased")))))
                .toList());
    }

    private static Atom.Relation relation(Modifiers modifiers) {
        boolean starts = modifiers.has("startswith");
        boolean ends = modifiers.has("endswith");
        if (modifiers.has("contains") || starts && ends) {
            return Atom.Relation.CONTAINS;
        }
        return starts ? Atom.Relation.STARTS_WITH : ends ? Atom.Relation.ENDS_WITH : Atom.Relation.EQUALS;
    }

    private Expr keyword(Scalar value, Modifiers modifiers) {
        switch (modifiers.kind()) {
            case TEXT, REGEX -> {
                if (value.kind() != Kind.NULL) {
                    return keywords(new ValueReader(modifiers, placeholders, problems).words(value));
                }
                problems.error(value.place(), "EMPTY_SELECTION", "a null has to be the value of a field");
            }
            default ->
                problems.error(
                        value.place(),
                        "BAD_MODIFIERS",
                        "these modifiers need a field before them: " + String.join(", ", modifiers.names()));
        }
        return Expr.any(List.of());
    }

    /** Words are looked for anywhere in the record; regular expressions are anyway. */
    private static Expr keywords(List<ValueTest> tests) {
        return Expr.any(tests.stream()
                .map(test -> test instanceof TextPattern pattern ? pattern.anywhere() : test)
                .map(test -> ask(new Atom.Keyword(test)))
                .toList());
    }

    private static List<Expr> each(List<FieldPath> paths, Function<FieldPath, Atom> atom) {
        return paths.stream().map(path -> ask(atom.apply(path))).toList();
    }

    private static Expr ask(Atom atom) {
        return new Expr.Ask(atom);
    }
}
