package io.breakwater.detect.sigma.rule;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One mapping of a document, read key by key; what is missing or of another type is told. */
final class Fields {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([smhdwMy])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "M", Duration.ofSeconds(2_629_746), // a mean month and a mean year of the Gregorian calendar
            "y", Duration.ofSeconds(31_556_952));

    private final Mapping mapping;
    private final Problems problems;

    Fields(Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** Tells every key that is none of these. */
    Fields onlyKnow(Set<String> known) {
        for (Entry entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                problems.error(
                        entry.place(),
                        "UNKNOWN_KEY",
                        "unknown key " + Texts.quoted(entry.key())
                                + Suggestion.sentence(
                                        entry.key(), known.stream().sorted().toList()));
            }
        }
        return this;
    }

    Place placeOf(String key) {
        return mapping.placeOf(key);
    }

    boolean has(String key) {
        return mapping.find(key).isPresent();
    }

    /** A text that has to be there. */
    String required(String key) {
        Optional<String> text = text(key).filter(value -> !value.isBlank());
        if (text.isEmpty()) {
            missing(key);
        }
        return text.orElse("");
    }

    void missing(String key) {
        problems.error(placeOf(key), "MISSING_KEY", Texts.quoted(key) + " is missing here, or empty");
    }

    /** A single value, as it is written; a null is none. */
    Optional<String> text(String key) {
        return mapping.find(key).flatMap(this::scalar).map(Scalar::text);
    }

    private Optional<Scalar> scalar(YamlNode node) {
        if (node instanceof Scalar scalar) {
            return Optional.of(scalar).filter(value -> value.kind() != Kind.NULL);
        }
        problems.error(node.place(), "WRONG_TYPE", "a single value is expected here");
        return Optional.empty();
    }

    /** A single value or a list of them, as a list. */
    List<Scalar> list(String key) {
        Optional<YamlNode> node = mapping.find(key);
        if (node.isPresent() && node.get() instanceof Sequence sequence) {
            List<Scalar> items = new ArrayList<>();
            sequence.items().forEach(item -> scalar(item).ifPresent(items::add));
            return items;
        }
        return node.flatMap(this::scalar).stream().toList();
    }

    List<String> texts(String key) {
        return list(key).stream().map(Scalar::text).toList();
    }

    boolean flag(String key) {
        Optional<Scalar> value = mapping.find(key).flatMap(this::scalar);
        if (value.isPresent() && value.get().kind() != Kind.TRUE && value.get().kind() != Kind.FALSE) {
            problems.error(placeOf(key), "WRONG_TYPE", "true or false is expected here");
        }
        return value.isPresent() && value.get().kind() == Kind.TRUE;
    }

    /** A section that has to be there. */
    Optional<Mapping> section(String key) {
        Optional<YamlNode> node = mapping.find(key);
        if (node.isPresent() && node.get() instanceof Mapping section) {
            return Optional.of(section);
        } else if (node.isEmpty()) {
            missing(key);
        } else {
            problems.error(node.get().place(), "WRONG_TYPE", "keys with values are expected under " + key);
        }
        return Optional.empty();
    }

    /** A mapping of names to values or lists of them; empty when it is not there. */
    Map<String, List<String>> lists(String key) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        if (has(key)) {
            section(key).ifPresent(section -> {
                Fields inner = new Fields(section, problems);
                section.entries().forEach(entry -> lists.put(entry.key(), inner.texts(entry.key())));
                lists.forEach((name, values) -> {
                    if (values.isEmpty()) {
                        inner.missing(name);
                    }
                });
            });
        }
        return lists;
    }

    /** A time span such as {@code 90m}; empty when there is none, or none that can be read, which is told. */
    Optional<Duration> span(String key) {
        return text(key).flatMap(written -> {
            Matcher matcher = SPAN.matcher(written);
            if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
                problems.error(
                        placeOf(key),
                        "BAD_SPAN",
                        Texts.quoted(written) + " is no time span; write a number and "
                                + "one of s, m, h, d, w, M, y: 90m");
                return Optional.empty();
            }
            Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
            return Optional.of(unit.multipliedBy(Long.parseLong(matcher.group(1))));
        });
    }
}
