package io.breakwater.detect.sigma;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.match.AnyPattern;
import io.breakwater.detect.sigma.match.Atom;
import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.match.TextPattern;
import io.breakwater.detect.sigma.match.TextTable;
import io.breakwater.detect.sigma.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Numbers fields, texts and questions over all rules, and makes nodes of expressions. */
final class Compiler {
    private final Map<FieldPath, Integer> fields = new HashMap<>();
    private final List<FieldPath> paths = new ArrayList<>();
    private final List<TextTable.Builder> tables = new ArrayList<>();
    private final Map<Atom, Integer> numbers = new LinkedHashMap<>();
    private final List<Compiled.Question> questions = new ArrayList<>();

    static Compiled compile(List<Rule> rules) {
        Compiler compiler = new Compiler();
        List<Node> nodes = new ArrayList<>();
        for (Rule rule : rules) {
            nodes.add(compiler.node(rule.condition()));
        }
        return new Compiled(
                List.copyOf(compiler.paths),
                compiler.tables.stream().map(TextTable.Builder::build).toList(),
                List.copyOf(compiler.questions),
                nodes);
    }

    private Node node(Expr expr) {
        if (expr instanceof Expr.And and) {
            return new Node.All(inOrder(and.parts(), Odds::toFail));
        } else if (expr instanceof Expr.Or or) {
            return any(or);
        } else if (expr instanceof Expr.Not not) {
            return new Node.None(node(not.part()));
        } else if (expr instanceof Expr.Named named) {
            return node(named.part());
        }
        Atom atom = ((Expr.Ask) expr).atom();
        return exact(atom)
                .<Node>map(text -> oneOf(fieldOf(atom), List.of(text)))
                .orElseGet(() -> new Node.Asked(question(atom)));
    }

    /** Texts that one field may equal become one look-up, and those that it may be like one question. */
    private Node any(Expr.Or or) {
        Map<Integer, List<Integer>> texts = new TreeMap<>();
        Map<FieldPath, List<TextPattern>> patterns = new LinkedHashMap<>();
        List<Expr> others = new ArrayList<>();
        for (Expr part : or.parts()) {
            Optional<Integer> text = part instanceof Expr.Ask ask ? exact(ask.atom()) : Optional.empty();
            if (text.isPresent()) {
                texts.computeIfAbsent(fieldOf(((Expr.Ask) part).atom()), field -> new ArrayList<>())
                        .add(text.get());
            } else if (part instanceof Expr.Ask ask
                    && ask.atom() instanceof Atom.Field like
                    && like.test() instanceof TextPattern pattern) {
                patterns.computeIfAbsent(like.path(), path -> new ArrayList<>()).add(pattern);
            } else {
                others.add(part);
            }
        }
        patterns.forEach((path, list) -> others.add(new Expr.Ask(new Atom.Field(path, AnyPattern.of(list)))));
        List<Node> nodes = new ArrayList<>();
        texts.forEach((field, list) -> nodes.add(oneOf(field, list)));
        nodes.addAll(List.of(inOrder(others, Odds::toPass)));
        return nodes.size() == 1 ? nodes.get(0) : new Node.Any(nodes.toArray(Node[]::new));
    }

    private Node[] inOrder(List<Expr> parts, ToDoubleFunction<Odds> order) {
        return parts.stream()
                .map(this::node)
                .sorted(Comparator.comparingDouble(node -> order.applyAsDouble(Odds.of(node, paths, questions))))
                .toArray(Node[]::new);
    }

    /** The number of the text in its field's table, of an atom that is one look-up. */
    private Optional<Integer> exact(Atom atom) {
        return atom instanceof Atom.Field asked && asked.test() instanceof TextPattern pattern && pattern.isTableEntry()
                ? Optional.of(tables.get(field(asked.path())).number(pattern))
                : Optional.empty();
    }

    private int fieldOf(Atom atom) {
        return field(((Atom.Field) atom).path());
    }

    private static Node oneOf(int field, List<Integer> texts) {
        int most = texts.stream().mapToInt(Integer::intValue).max().orElse(0);
        long[] numbers = new long[most / 64 + 1];
        texts.forEach(text -> numbers[text / 64] |= 1L << text);
        return new Node.OneOf(field, numbers);
    }

    private int question(Atom atom) {
        Integer known = numbers.get(atom);
        if (known != null) {
            return known;
        }
        int number = questions.size();
        numbers.put(atom, number);
        List<FieldPath> paths = atom.paths();
        questions.add(new Compiled.Question(
                atom, paths.isEmpty() ? -1 : field(paths.get(0)), paths.size() < 2 ? -1 : field(paths.get(1))));
        return number;
    }

    private int field(FieldPath path) {
        Integer known = fields.get(path);
        if (known != null) {
            return known;
        }
        int number = paths.size();
        fields.put(path, number);
        paths.add(path);
        tables.add(new TextTable.Builder());
        return number;
    }
}
