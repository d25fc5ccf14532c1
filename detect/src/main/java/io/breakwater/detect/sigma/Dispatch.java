package io.breakwater.detect.sigma;

import io.breakwater.detect.event.FieldPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which rules an event can match at all. For every rule, texts are chosen of which the event must have one for the rule
 * to match; a rule without such texts is a candidate always.
 */
final class Dispatch {
    private static final int[] NONE = new int[0];

    /** For one field, the rules by the number of the text. */
    record Entry(int field, int[][] rules) {}

    private final List<Entry> entries;
    private final int[] always;

    private Dispatch(List<Entry> entries, int[] always) {
        this.entries = entries;
        this.always = always;
    }

    Entry[] entries() {
        return entries.toArray(Entry[]::new);
    }

    int[] always() {
        return always;
    }

    /** Texts of one field, one of which an event must have. */
    private record Needed(int field, long[] numbers) {
        int count() {
            int count = 0;
            for (long word : numbers) {
                count += Long.bitCount(word);
            }
            return count;
        }
    }

    /** For these of the compiled rules. */
    static Dispatch of(Compiled compiled, List<Integer> rules) {
        Map<Integer, List<List<Integer>>> byField = new TreeMap<>();
        List<Integer> always = new ArrayList<>();
        for (int rule : rules) {
            Optional<List<Needed>> needed = needed(compiled, compiled.nodes().get(rule));
            needed.ifPresentOrElse(
                    texts -> texts.forEach(text -> put(byField, compiled, rule, text)), () -> always.add(rule));
        }
        List<Entry> entries = new ArrayList<>();
        byField.forEach((field, lists) ->
                entries.add(new Entry(field, lists.stream().map(Dispatch::array).toArray(int[][]::new))));
        return new Dispatch(List.copyOf(entries), array(always));
    }

    private static void put(Map<Integer, List<List<Integer>>> byField, Compiled compiled, int rule, Needed needed) {
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

    /** The most telling choice; empty when the node can hold without any of the texts that are known. */
    private static Optional<List<Needed>> needed(Compiled compiled, Node node) {
        if (node instanceof Node.OneOf oneOf) {
            return Optional.of(List.of(new Needed(oneOf.field(), oneOf.numbers())));
        } else if (node instanceof Node.Any any) {
            return ofEvery(compiled, any.parts());
        } else if (node instanceof Node.All all) {
            List<List<Needed>> choices = new ArrayList<>();
            for (Node part : all.parts()) {
                needed(compiled, part).ifPresent(choices::add);
            }
            return choices.stream().min(Comparator.comparingDouble(choice -> frequency(compiled, choice)));
        }
        return Optional.empty();
    }

    private static Optional<List<Needed>> ofEvery(Compiled compiled, Node[] parts) {
        List<Needed> together = new ArrayList<>();
        for (Node part : parts) {
            Optional<List<Needed>> needed = needed(compiled, part);
            if (needed.isEmpty()) {
                return Optional.empty();
            }
            together.addAll(needed.get());
        }
        return Optional.of(together);
    }

    private static double frequency(Compiled compiled, List<Needed> choice) {
        double sum = 0;
        for (Needed needed : choice) {
            FieldPath path = compiled.fields().get(needed.field());
            sum += Selectivity.of(path) * needed.count();
        }
        return sum;
    }
}
