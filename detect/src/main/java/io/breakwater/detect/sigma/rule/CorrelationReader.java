package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Comparison;
import io.breakwater.detect.sigma.rule.Correlation.Bound;
import io.breakwater.detect.sigma.rule.Correlation.Condition;
import io.breakwater.detect.sigma.rule.Correlation.Type;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlNode.Entry;
import io.breakwater.detect.sigma.yaml.YamlNode.Kind;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads correlations, and follow-ups, which refer to other rules in the same way. */
final class CorrelationReader {
    private static final List<String> TYPES = Arrays.stream(Type.values())
            .map(type -> type.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final Set<String> KEYS =
            Set.of("type", "rules", "aliases", "group-by", "timespan", "condition", "generate");
    private static final Set<String> FOLLOWUP_KEYS =
            Set.of("opens", "closes", "meanwhile", "within", "group-by", "aliases", "when");
    private static final List<String> WHENS =
            List.of("not-closed", "closed-late", "closed", "followed", "not-preceded");

    private final References references;
    private final Problems problems;

    CorrelationReader(References references, Problems problems) {
        this.references = references;
        this.problems = problems;
    }

    /** The correlation, its sources by the numbers of their documents; empty when it cannot be used, which is told. */
    Optional<Correlation> correlation(Document document) {
        int before = problems.errors();
        Optional<Correlation> read = new Fields(document.root(), problems)
                .section("correlation")
                .flatMap(section -> correlation(document.info(), section));
        return problems.errors() > before ? Optional.empty() : read;
    }

    private Optional<Correlation> correlation(RuleInfo info, Mapping section) {
        Fields fields = new Fields(section, problems).onlyKnow(KEYS);
        Optional<Type> type = type(fields);
        Optional<Duration> span = requiredSpan(fields);
        if (type.isEmpty() || span.isEmpty()) {
            return Optional.empty();
        }
        List<Scalar> rules = fields.list("rules");
        List<Integer> sources = new ArrayList<>(references.findAll(rules));
        Condition condition = condition(type.get(), section, rules, sources);
        return Optional.of(new Correlation(
                info,
                type.get(),
                List.copyOf(sources),
                fields.texts("group-by"),
                aliases(fields),
                span.get(),
                condition,
                fields.flag("generate")));
    }

    private Map<String, Map<Integer, String>> aliases(Fields fields) {
        return fields.has("aliases")
                ? fields.section("aliases").map(references::aliases).orElse(Map.of())
                : Map.of();
    }

    private Optional<Type> type(Fields fields) {
        String written = fields.required("type");
        if (!written.isEmpty() && !TYPES.contains(written)) {
            problems.error(
                    fields.placeOf("type"),
                    "UNKNOWN_TYPE",
                    "unknown type of correlation " + Texts.quoted(written) + Suggestion.sentence(written, TYPES));
            return Optional.empty();
        }
        return Optional.of(written).filter(TYPES::contains).map(type -> Type.valueOf(type.toUpperCase(Locale.ROOT)));
    }

    private Optional<Duration> requiredSpan(Fields fields) {
        if (!fields.has("timespan")) {
            fields.missing("timespan");
        }
        return fields.span("timespan");
    }

    private Condition condition(Type type, Mapping section, List<Scalar> rules, List<Integer> sources) {
        Optional<YamlNode> written = section.find("condition");
        if (written.isPresent() && written.get() instanceof Scalar scalar && scalar.kind() == Kind.TEXT) {
            return seen(type, scalar, rules, sources);
        } else if (rules.isEmpty()) {
            new Fields(section, problems).missing("rules");
        }
        if (written.isPresent() && written.get() instanceof Mapping mapping) {
            return bounded(type, mapping);
        } else if (written.isPresent()) {
            problems.error(written.get().place(), "WRONG_TYPE", "a condition is a comparison such as gte: 10");
        } else if (!type.isTemporal()) {
            new Fields(section, problems).missing("condition");
        }
        Bound all = new Bound(Comparison.GTE, BigDecimal.valueOf(sources.size()));
        return new Condition.Bounded(List.of(all), List.of(), Optional.empty());
    }

    private Condition seen(Type type, Scalar written, List<Scalar> rules, List<Integer> sources) {
        if (!type.isTemporal()) {
            problems.error(
                    written.place(),
                    "BAD_CONDITION",
                    "a condition of names belongs to temporal and "
                            + "temporal_ordered; this type needs a comparison such as gte: 10");
        }
        SightParser parser = new SightParser(references, written, rules, problems);
        Condition.Seen seen = new Condition.Seen(parser.parse());
        if (rules.isEmpty()) {
            sources.addAll(parser.sources());
        } else if (!parser.sources().containsAll(sources)) {
            problems.error(written.place(), "BAD_CONDITION", "the condition does not name every rule of the list");
        }
        return seen;
    }

    private Condition bounded(Type type, Mapping mapping) {
        Fields fields = new Fields(mapping, problems);
        List<Bound> bounds = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            if (!entry.key().equals("field") && !entry.key().equals("percentile")) {
                bound(entry).ifPresent(bounds::add);
            }
        }
        if (bounds.isEmpty()) {
            problems.error(mapping.place(), "BAD_CONDITION", "the condition compares with nothing; write gte: 10");
        }
        List<String> counted = fields.texts("field");
        boolean needsField = !type.isTemporal() && type != Type.EVENT_COUNT;
        if (needsField && counted.isEmpty()) {
            fields.missing("field");
        } else if (type != Type.VALUE_COUNT && counted.size() > (needsField ? 1 : 0)) {
            problems.error(
                    fields.placeOf("field"),
                    "BAD_CONDITION",
                    "this type takes " + (needsField ? "one field" : "no field"));
        }
        return new Condition.Bounded(bounds, counted, percentile(type, fields));
    }

    private Optional<Bound> bound(Entry entry) {
        Optional<Comparison> comparison = Comparison.named(entry.key());
        if (comparison.isEmpty()) {
            List<String> known = List.of("gt", "gte", "lt", "lte", "eq", "neq", "field", "percentile");
            problems.error(
                    entry.place(),
                    "UNKNOWN_KEY",
                    "unknown comparison " + Texts.quoted(entry.key()) + Suggestion.sentence(entry.key(), known));
            return Optional.empty();
        }
        if (entry.value() instanceof Scalar scalar && scalar.text().matches("-?[0-9]{1,18}(\\.[0-9]{1,9})?")) {
            return Optional.of(new Bound(comparison.get(), new BigDecimal(scalar.text())));
        }
        problems.error(entry.value().place(), "NOT_A_NUMBER", "a number is expected after " + entry.key());
        return Optional.empty();
    }

    private Optional<Integer> percentile(Type type, Fields fields) {
        Optional<String> written = fields.text("percentile");
        if (type == Type.VALUE_PERCENTILE != written.isPresent()
                || written.filter(text -> !text.matches("[1-9][0-9]?")).isPresent()) {
            problems.error(
                    fields.placeOf("percentile"),
                    "BAD_CONDITION",
                    "value_percentile, and it alone, needs percentile: 1 to 99");
            return Optional.empty();
        }
        return written.map(Integer::valueOf);
    }

    /** The follow-up, its rules by the numbers of their documents; empty when it cannot be used, which is told. */
    Optional<Followup> followup(Document document) {
        int before = problems.errors();
        Optional<Followup> read = new Fields(document.root(), problems)
                .section("followup")
                .map(section -> followup(document.info(), section));
        return problems.errors() > before ? Optional.empty() : read;
    }

    private Followup followup(RuleInfo info, Mapping section) {
        Fields fields = new Fields(section, problems).onlyKnow(FOLLOWUP_KEYS);
        for (String key : List.of("opens", "closes")) {
            if (fields.list(key).isEmpty()) {
                fields.missing(key);
            }
        }
        String when = fields.text("when").orElse("not-closed");
        if (!WHENS.contains(when)) {
            problems.error(
                    fields.placeOf("when"),
                    "UNKNOWN_KEY",
                    "unknown " + Texts.quoted(when) + Suggestion.sentence(when, WHENS));
        } else if (when.equals("closed-late") && !fields.has("within")) {
            problems.error(section.place(), "MISSING_KEY", "closed-late needs a time span under within");
        }
        return new Followup(
                info,
                references.findAll(fields.list("opens")),
                references.findAll(fields.list("closes")),
                references.findAll(fields.list("meanwhile")),
                fields.span("within"),
                groupBy(fields),
                aliases(fields),
                WHENS.contains(when)
                        ? Followup.When.valueOf(when.toUpperCase(Locale.ROOT).replace('-', '_'))
                        : Followup.When.NOT_CLOSED);
    }

    private List<GroupField> groupBy(Fields fields) {
        List<Scalar> written = fields.list("group-by");
        written.forEach(this::checkModifier);
        return written.stream().map(field -> GroupField.of(field.text())).toList();
    }

    private void checkModifier(Scalar field) {
        int bar = field.text().indexOf('|');
        String modifier = field.text().substring(bar + 1);
        if (bar >= 0 && !GroupField.MODIFIERS.contains(modifier)) {
            problems.error(
                    field.place(),
                    "UNKNOWN_MODIFIER",
                    "unknown modifier " + Texts.quoted(modifier) + Suggestion.sentence(modifier, GroupField.MODIFIERS));
        }
    }
}
