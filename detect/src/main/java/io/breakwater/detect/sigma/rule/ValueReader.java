package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.CidrTest;
import io.breakwater.detect.sigma.match.Comparison;
import io.breakwater.detect.sigma.match.NumberTest;
import io.breakwater.detect.sigma.match.RegexTest;
import io.breakwater.detect.sigma.match.TextPattern;
import io.breakwater.detect.sigma.match.TimeTest;
import io.breakwater.detect.sigma.match.ValueTest;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode.Kind;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes tests of one value of a rule, as its modifiers say. What cannot be is told, and gives no test. */
final class ValueReader {
    /** What YAML 1.1 reads otherwise, so that other tools may: truth values, octals, times, dates, powers of ten. */
    private static final Pattern READ_OTHERWISE_BY_YAML_1_1 = Pattern.compile(
            "(?i:yes|no|on|off|y|n)|[-+]?0[0-7]+|[-+]?[0-9][0-9_]*_[0-9_]*|[0-9]+(:[0-5]?[0-9])+|[0-9]+[eE][0-9]+");

    private final Modifiers modifiers;
    private final Placeholders placeholders;
    private final Problems problems;

    ValueReader(Modifiers modifiers, Placeholders placeholders, Problems problems) {
        this.modifiers = modifiers;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** The tests of which any one has to hold. */
    List<ValueTest> tests(Scalar value) {
        warnAboutYaml(value);
        return switch (modifiers.kind()) {
            case REGEX -> regexes(value);
            case NETWORK -> networks(value);
            case NUMBER -> numbers(value);
            case TIME -> times(value);
            default -> modifiers.isEmpty() || onlyJoins() ? plain(value) : texts(value);
        };
    }

    /** The same for a value without a field: numbers are words like others. */
    List<ValueTest> words(Scalar value) {
        warnAboutYaml(value);
        return modifiers.kind() == Modifiers.Kind.REGEX ? regexes(value) : texts(value);
    }

    private boolean onlyJoins() {
        return modifiers.names().stream().allMatch(name -> name.equals("all") || name.equals("neq"));
    }

    private void warnAboutYaml(Scalar value) {
        if (value.plain() && READ_OTHERWISE_BY_YAML_1_1.matcher(value.text()).matches()) {
            problems.warning(
                    value.place(),
                    "AMBIGUOUS_YAML",
                    Texts.quoted(value.text())
                            + " without quotes is something else in YAML 1.1, which other tools read;"
                            + " put it in quotes");
        }
    }

    private List<ValueTest> plain(Scalar value) {
        if (value.kind() == Kind.NUMBER) {
            Optional<BigDecimal> number = number(value.text());
            if (number.isPresent()) {
                return List.of(NumberTest.of(Comparison.EQ, value.text(), number.get()));
            }
        }
        return List.of(TextPattern.of(Glyphs.parse(value.text()), false));
    }

    /** A number of the core schema; infinities and what is no number are none. */
    private static Optional<BigDecimal> number(String text) {
        try {
            if (text.startsWith("0x") || text.startsWith("0o")) {
                int radix = text.charAt(1) == 'x' ? 16 : 8;
                return Optional.of(new BigDecimal(new BigInteger(text.substring(2), radix)));
            }
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A text on its way through the modifiers. */
    private record Stage(int[] glyphs, boolean isBytes) {
        Stage with(int[] changed) {
            return new Stage(changed, isBytes);
        }
    }

    private List<ValueTest> texts(Scalar value) {
        List<Stage> stages = expanded(value).stream()
                .map(text -> new Stage(Glyphs.parse(text), false))
                .toList();
        for (String modifier : modifiers.names()) {
            List<Stage> next = new ArrayList<>();
            for (Stage stage : stages) {
                next.addAll(applied(modifier, stage, value));
            }
            stages = next;
        }
        boolean cased = modifiers.has("cased");
        return stages.stream()
                .<ValueTest>map(stage -> TextPattern.of(stage.glyphs(), cased))
                .toList();
    }

    private List<Stage> applied(String modifier, Stage stage, Scalar value) {
        int[] glyphs = stage.glyphs();
        return switch (modifier) {
            case "contains" -> List.of(stage.with(Glyphs.contains(glyphs)));
            case "startswith" -> List.of(stage.with(Glyphs.startsWith(glyphs)));
            case "endswith" -> List.of(stage.with(Glyphs.endsWith(glyphs)));
            case "windash" -> spellings(stage, value);
            case "base64", "base64offset", "wide", "utf16", "utf16be" -> encoded(modifier, stage, value);
            default -> List.of(stage);
        };
    }

    private List<Stage> spellings(Stage stage, Scalar value) {
        List<int[]> spellings = Encodings.dashes(stage.glyphs());
        if (spellings.isEmpty()) {
            problems.error(
                    value.place(),
                    "TOO_MANY_VALUES",
                    "too many dashes for windash: more than " + Encodings.MAX_SPELLINGS + " spellings");
        }
        return spellings.stream().map(stage::with).toList();
    }

    private List<Stage> encoded(String modifier, Stage stage, Scalar value) {
        if (Glyphs.hasWildcard(stage.glyphs())) {
            problems.error(
                    value.place(),
                    "WILDCARD_IN_ENCODING",
                    "a text with wildcards cannot be encoded with " + modifier
                            + "; escape them, or put contains after it");
            return List.of();
        }
        int[] text = stage.glyphs();
        return switch (modifier) {
            case "base64" -> List.of(new Stage(Encodings.base64(text, stage.isBytes()), false));
            case "base64offset" ->
                Encodings.base64Anywhere(text, stage.isBytes()).stream()
                        .map(encoded -> new Stage(encoded, false))
                        .toList();
            case "utf16" -> List.of(new Stage(Encodings.utf16(text, StandardCharsets.UTF_16LE, true), true));
            case "utf16be" -> List.of(new Stage(Encodings.utf16(text, StandardCharsets.UTF_16BE, false), true));
            default -> List.of(new Stage(Encodings.utf16(text, StandardCharsets.UTF_16LE, false), true));
        };
    }

    /** The value with its placeholders replaced, where the rule asks for that. */
    private List<String> expanded(Scalar value) {
        if (!modifiers.has("expand")) {
            return List.of(value.text());
        }
        Optional<String> unknown = placeholders.unknownIn(value.text());
        if (unknown.isPresent()) {
            problems.error(
                    value.place(),
                    "UNKNOWN_PLACEHOLDER",
                    "the placeholder %" + unknown.get() + "% has no value"
                            + Suggestion.sentence(unknown.get(), placeholders.names()));
            return List.of();
        }
        if (placeholders.count(value.text()) > Placeholders.MAX_VALUES) {
            problems.error(
                    value.place(),
                    "TOO_MANY_VALUES",
                    "the placeholders stand for more than " + Placeholders.MAX_VALUES
                            + " values together; write fewer of them into one text");
            return List.of();
        }
        return placeholders.expand(value.text());
    }

    private List<ValueTest> regexes(Scalar value) {
        Set<RegexTest.Flag> flags = EnumSet.noneOf(RegexTest.Flag.class);
        addIf("i", RegexTest.Flag.IGNORE_CASE, flags);
        addIf("m", RegexTest.Flag.MULTILINE, flags);
        addIf("s", RegexTest.Flag.DOT_ALL, flags);
        List<ValueTest> tests = new ArrayList<>();
        for (String source : expanded(value)) {
            try {
                RegexTest test = RegexTest.of(anchored(source), flags);
                tests.add(test);
                if (test.mayGiveUp()) {
                    problems.warning(
                            value.place(),
                            "SLOW_REGEX",
                            "an expression that looks around or refers back can take for ever; of a value on which it"
                                    + " takes too long, the rule is undecided");
                }
            } catch (IllegalArgumentException wrong) {
                problems.error(value.place(), "BAD_REGEX", String.valueOf(wrong.getMessage()));
            }
        }
        return tests;
    }

    private void addIf(String modifier, RegexTest.Flag flag, Set<RegexTest.Flag> flags) {
        if (modifiers.has(modifier)) {
            flags.add(flag);
        }
    }

    /** An expression is found anywhere, so {@code contains} adds nothing to it. */
    private String anchored(String source) {
        if (modifiers.has("startswith")) {
            return "^(?:" + source + ")";
        }
        return modifiers.has("endswith") ? "(?:" + source + ")$" : source;
    }

    private List<ValueTest> networks(Scalar value) {
        List<ValueTest> tests = new ArrayList<>();
        for (String written : expanded(value)) {
            CidrTest.of(written)
                    .ifPresentOrElse(
                            tests::add,
                            () -> problems.error(
                                    value.place(),
                                    "BAD_NETWORK",
                                    Texts.quoted(written) + " is no network; write it as 10.0.0.0/8 or 2001:db8::/32,"
                                            + " with nothing after the prefix"));
        }
        return tests;
    }

    private List<ValueTest> numbers(Scalar value) {
        Optional<BigDecimal> number = value.kind() == Kind.NUMBER ? number(value.text()) : Optional.empty();
        if (number.isEmpty()) {
            problems.error(
                    value.place(),
                    "NOT_A_NUMBER",
                    Texts.quoted(value.text())
                            + " is compared with lt, lte, gt or gte, so it has to be a number without quotes");
            return List.of();
        }
        return List.of(NumberTest.of(modifiers.comparison().orElse(Comparison.EQ), value.text(), number.get()));
    }

    private List<ValueTest> times(Scalar value) {
        TimeTest.Part part = modifiers.timePart().orElseThrow();
        boolean whole = value.kind() == Kind.NUMBER && value.text().matches("[0-9]{1,4}");
        if (!whole || !part.canBe(Integer.parseInt(value.text()))) {
            problems.error(
                    value.place(),
                    "NOT_A_NUMBER",
                    Texts.quoted(value.text()) + " has to be a number from " + part.range());
            return List.of();
        }
        Comparison comparison = modifiers.comparison().orElse(Comparison.EQ);
        return List.of(new TimeTest(part, comparison, Integer.parseInt(value.text())));
    }
}
