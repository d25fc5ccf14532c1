package io.breakwater.detect.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.detect.event.EventRecord;
import io.breakwater.detect.sigma.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled plan answers as an evaluator does that knows no bytes, tables or shortcuts. */
@DisplayName("Sigma: the plan matches what a naive evaluator matches")
class PlanPropertyTest {
    private static final List<String> FIELDS = List.of("eventName", "eventSource", "u.type", "u.s.x", "list", "n");
    private static final List<String> WORDS = List.of(
            "a",
            "Ab",
            "abc",
            "ABCABC",
            "",
            "x y",
            "Ärger",
            "ÄRGER",
            "k",
            "\u212A",
            "a\\b",
            "say \"a\"",
            "b/c",
            "1",
            "12");

    /** A rule's text, and what it means; both made from the same choices. */
    private record Made(String yaml, Predicate<Map<String, List<Object>>> meaning) {}

    private final Random random;

    PlanPropertyTest() {
        this.random = new Random(0);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The empty list stands for a field that is there and null. */
    private Map<String, List<Object>> event() {
        Map<String, List<Object>> event = new TreeMap<>();
        for (String field : FIELDS) {
            int kind = random.nextInt(6);
            if (kind == 0) {
                event.put(field, List.of());
            } else if (kind < 5) {
                event.put(field, field.equals("list") ? List.of(value(), value()) : List.of(value()));
            }
        }
        return event;
    }

    private Object value() {
        return random.nextInt(5) == 0 ? (Object) random.nextInt(15) : any(WORDS);
    }

    private static String json(Map<String, List<Object>> event) {
        List<String> members = new ArrayList<>();
        for (String field : List.of("eventName", "eventSource", "list", "n")) {
            if (event.containsKey(field)) {
                members.add("\"" + field + "\" : " + json(event.getOrDefault(field, List.of())));
            }
        }
        List<String> inner = new ArrayList<>();
        if (event.containsKey("u.type")) {
            inner.add("\"type\":" + json(event.getOrDefault("u.type", List.of())));
        }
        if (event.containsKey("u.s.x")) {
            inner.add("\"s\":{\"x\":" + json(event.getOrDefault("u.s.x", List.of())) + "}");
        }
        members.add("\"u\":{" + String.join(",", inner) + "}");
        return "{" + String.join(",", members) + "}";
    }

    private static String json(List<Object> values) {
        List<String> texts = values.stream()
                .map(value -> value instanceof Integer ? value.toString() : quoted((String) value))
                .toList();
        return texts.isEmpty() ? "null" : texts.size() == 1 ? texts.get(0) : texts.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private Made selection() {
        List<Made> items =
                IntStream.range(0, 1 + random.nextInt(3)).mapToObj(this::item).toList();
        String yaml = items.stream().map(Made::yaml).collect(Collectors.joining("\n"));
        return new Made(
                yaml, event -> items.stream().allMatch(item -> item.meaning().test(event)));
    }

    /** The index keeps the keys of one map apart, for a key may be there once. */
    private Made item(int index) {
        String field = FIELDS.get((random.nextInt(2) * 3 + index) % FIELDS.size());
        return switch (random.nextInt(8)) {
            case 0 ->
                new Made(
                        field + ": null",
                        event -> event.getOrDefault(field, List.of()).isEmpty());
            case 1 -> new Made(field + "|exists: true", event -> event.containsKey(field));
            case 2 -> compared(field);
            case 3 -> worded(field, "|contains", (text, word) -> text.contains(word));
            case 4 -> worded(field, "|startswith", (text, word) -> text.startsWith(word));
            case 5 -> worded(field, "|endswith", (text, word) -> text.endsWith(word));
            default -> worded(field, "", String::equals);
        };
    }

    private Made compared(String field) {
        int bound = random.nextInt(15);
        return new Made(
                field + "|gte: " + bound,
                event -> event.getOrDefault(field, List.of()).stream()
                        .anyMatch(value ->
                                value.toString().matches("[0-9]+") && Integer.parseInt(value.toString()) >= bound));
    }

    private interface Relation {
        boolean holds(String text, String word);
    }

    private Made worded(String field, String modifier, Relation relation) {
        List<String> words = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> any(WORDS))
                .toList();
        boolean all = words.size() > 1 && random.nextInt(4) == 0;
        boolean negated = random.nextInt(5) == 0;
        String yaml = field + modifier + (all ? "|all" : "") + (negated ? "|neq" : "") + ":\n"
                + words.stream().map(word -> "  - '" + word + "'").collect(Collectors.joining("\n"));
        Predicate<Map<String, List<Object>>> holds = event -> {
            Predicate<String> one = word -> event.getOrDefault(field, List.of()).stream()
                    .anyMatch(value -> relation.holds(folded(value.toString()), folded(word)));
            return all ? words.stream().allMatch(one) : words.stream().anyMatch(one);
        };
        return new Made(yaml, negated ? holds.negate() : holds);
    }

    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private Made rule(int number) {
        List<Made> s = IntStream.range(0, 3).mapToObj(i -> selection()).toList();
        List<Made> conditions = List.of(
                new Made("s0", s.get(0).meaning()),
                new Made(
                        "s0 and not s1",
                        s.get(0).meaning().and(s.get(1).meaning().negate())),
                new Made(
                        "1 of s*",
                        s.get(0).meaning().or(s.get(1).meaning()).or(s.get(2).meaning())),
                new Made(
                        "all of s*",
                        s.get(0).meaning().and(s.get(1).meaning()).and(s.get(2).meaning())),
                new Made(
                        "s0 and (s1 or s2)",
                        s.get(0).meaning().and(s.get(1).meaning().or(s.get(2).meaning()))),
                new Made(
                        "not (s0 or s1)",
                        s.get(0).meaning().or(s.get(1).meaning()).negate()));
        Made condition = any(conditions);
        String selections = IntStream.range(0, 3)
                .mapToObj(i -> "s" + i + ":\n" + s.get(i).yaml().indent(2))
                .collect(Collectors.joining());
        String document = Given.rule(selections + "condition: " + condition.yaml())
                .replace("name: a_rule", "name: rule_" + number);
        return new Made(document, condition.meaning());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261121})
    void plan_onRandomRulesAndEvents_matchesWhatTheyMean(long seed) {
        random.setSeed(seed);
        List<Made> rules = IntStream.range(0, 120).mapToObj(this::rule).toList();
        RuleSet set = Given.sound(rules.stream().map(Made::yaml).toArray(String[]::new));
        Matcher matcher = Plan.of(set).matcher();
        EventRecord record = new EventRecord();
        long matches = 0;
        for (int i = 0; i < 400; i++) {
            Map<String, List<Object>> event = event();
            int[] expected = IntStream.range(0, rules.size())
                    .filter(rule -> rules.get(rule).meaning().test(event))
                    .toArray();
            String json = json(event);
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            record.cut(bytes, 0, bytes.length);
            assertThat(matcher.match(record).toArray()).as(json).isEqualTo(expected);
            assertThat(matcher.match(Given.event(json)).toArray()).as(json).isEqualTo(expected);
            matches += expected.length;
        }
        assertThat(matches).as("a test that never matches tests little").isBetween(2_000L, 40_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void explanations_onRandomRulesAndEvents_agreeWithThePlan(long seed) {
        random.setSeed(seed);
        RuleSet set =
                Given.sound(IntStream.range(0, 40).mapToObj(i -> rule(i).yaml()).toArray(String[]::new));
        Matcher matcher = Plan.of(set).matcher();
        int undecided = 0;
        for (int i = 0; i < 50; i++) {
            Map<String, List<Object>> event = event();
            if (i % 5 == 0) { // more values than are looked at, so that some tests give up
                event.put(any(FIELDS), Collections.nCopies(17_000, 1));
            }
            String json = json(event);
            List<Explanation> explained = Explainer.explain(set, Given.event(json));
            assertThat(matcher.match(Given.event(json)).toArray())
                    .as(json)
                    .isEqualTo(rules(explained, Explanation.Answer.YES));
            assertThat(matcher.undecided().toArray())
                    .as(json)
                    .containsExactlyInAnyOrder(rules(explained, Explanation.Answer.UNKNOWN));
            undecided += matcher.undecided().size();
        }
        assertThat(undecided).isBetween(10, 300);
    }

    private static int[] rules(List<Explanation> explained, Explanation.Answer answer) {
        return explained.stream()
                .filter(explanation -> explanation.answer() == answer)
                .mapToInt(Explanation::rule)
                .toArray();
    }
}
