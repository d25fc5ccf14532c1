package io.breakwater.detect.sigma;

import io.breakwater.detect.sigma.match.Atom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rules an event can match at all. For every rule, texts are chosen of which the event must have one for the rule
 * to match, or where these tell little, words that it must have in a field; a rule without either is a candidate always.
 */
final class Dispatch {
    private static final int[] NONE = new int[0];

    /** What it costs to try a rule, as {@link Odds} measures it. */
    private static final double TRY = 100;

    /** For one field, the rules by the number of the text. */
    record Entry(int field, int[][] rules) {}

    /** One question, and the rules that can match only where its answer is yes. */
    record Gate(int question, int[] rules) {}

    private final List<Entry> entries;
    private final List<Gate> gates;
    private final int[] always;

    private Dispatch(List<Entry> entries, List<Gate> gates, int[] always) {
        this.entries = entries;
        this.gates = gates;
        this.always = always;
    }

    Entry[] entries() {
        return entries.toArray(Entry[]::new);
    }

    Gate[] gates() {
        return gates.toArray(Gate[]::new);
    }

    int[] always() {
        return always;
    }

    /** For these of the compiled rules. */
    static Dispatch of(Compiled compiled, List<Integer> rules) {
        Map<Integer, List<List<Integer>>> byField = new TreeMap<>();
        Map<Integer, List<Integer>> byQuestion = new TreeMap<>();
        List<Integer> always = new ArrayList<>();
        for (int rule : rules) {
            List<Node> needed = needed(compiled, compiled.nodes().get(rule));
            for (Node one : needed) {
                if (one instanceof Node.Asked asked) {
                    byQuestion
                            .computeIfAbsent(asked.question(), question -> new ArrayList<>())
                            .add(rule);
                } else {
                    put(byField, compiled, rule, (Node.OneOf) one);
                }
            }
            if (needed.isEmpty()) {
                always.add(rule);
            }
        }
        List<Entry> entries = new ArrayList<>();
        byField.forEach((field, lists) ->
                entries.add(new Entry(field, lists.stream().map(Dispatch::array).toArray(int[][]::new))));
        List<Gate> gates = new ArrayList<>();
        byQuestion.forEach((question, list) -> gates.add(new Gate(question, array(list))));
        return new Dispatch(List.copyOf(entries), List.copyOf(gates), array(always));
    }

    private static void put(Map<Integer, List<List<Integer>>> byField, Compiled compiled, int rule, Node.OneOf needed) {
        List<List<Integer>> lists = byField.computeIfAbsent(needed.field(), field -> {
            List<List<Integer>> empty = new ArrayList<>();
            for (int i = 0; i < compiled.tables().get(field).size(); i++) {
                empty.add(new ArrayList<>());
            }
            return empty;
        });
        for (int number = 0; number < needed.numbers().length * 64; number++) {
            if ((needed.numbers()[number / 64] >>> number & 1) != 0) {
                lists.get(number).add(rule);
            }
        }
    }

    private static int[] array(List<Integer> list) {
        return list.isEmpty() ? NONE : list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** One of these holds wherever the node does, the most telling choice; empty when there is none. */
    private static List<Node> needed(Compiled compiled, Node node) {
        if (node instanceof Node.OneOf || node instanceof Node.Asked asked && needsText(compiled, asked)) {
            return List.of(node);
        } else if (node instanceof Node.Any any) {
            return ofEvery(compiled, any.parts());
        } else if (node instanceof Node.All all) {
            return Arrays.stream(all.parts())
                    .map(part -> needed(compiled, part))
                    .filter(choice -> !choice.isEmpty())
                    .min(Comparator.comparingDouble(choice -> price(compiled, choice)))
                    .orElse(List.of());
        }
        return List.of();
    }

    private static boolean needsText(Compiled compiled, Node.Asked asked) {
        return compiled.questions().get(asked.question()).atom() instanceof Atom.Field field
                && !field.patterns().isEmpty();
    }

    private static List<Node> ofEvery(Compiled compiled, Node[] parts) {
        List<Node> together = new ArrayList<>();
        for (Node part : parts) {
            List<Node> needed = needed(compiled, part);
            if (needed.isEmpty()) {
                return List.of();
            }
            together.addAll(needed);
        }
        return together;
    }

    /** What it costs to ask every event, and to try the rule on those that pass. */
    private static double price(Compiled compiled, List<Node> choice) {
        return choice.stream()
                .map(node -> Odds.of(node, compiled.fields(), compiled.questions()))
                .mapToDouble(odds -> odds.passes() + odds.cost() / TRY)
                .sum();
    }
}
