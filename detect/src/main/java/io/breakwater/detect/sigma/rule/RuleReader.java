package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode.Entry;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.model.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the sections of a rule and of a filter that say what is asked of an event. */
final class RuleReader {
    private static final Set<String> NO_SELECTIONS = Set.of("condition", "timeframe", "rules");

    private final RuleOptions options;
    private final Problems problems;
    private final InfoReader heads;

    RuleReader(RuleOptions options, Problems problems) {
        this.options = options;
        this.problems = problems;
        this.heads = new InfoReader(problems);
    }

    /** The rule; empty when anything in it cannot be used, which is told. */
    Optional<Rule> rule(Document document) {
        int before = problems.errors();
        Logsource written = heads.logsource(document.root());
        Pipeline.ForRule pipeline = options.forRule(written, problems);
        Expr condition = new Fields(document.root(), problems)
                .section("detection")
                .flatMap(section -> condition(section, pipeline.fields()))
                .orElse(Expr.any(List.of()));
        List<Expr> parts = new ArrayList<>(pipeline.added());
        parts.add(condition);
        return problems.errors() > before
                ? Optional.empty()
                : Optional.of(new Rule(document.info(), pipeline.logsource(), pipeline.fields(), Expr.all(parts)));
    }

    /** The filter; empty when anything in it cannot be used, which is told. */
    Optional<Filter> filter(Document document) {
        int before = problems.errors();
        Logsource logsource = heads.logsource(document.root());
        Optional<Mapping> section = new Fields(document.root(), problems).section("filter");
        List<Scalar> rules = section.map(this::filteredRules).orElse(List.of());
        Expr condition = section.flatMap(detection -> condition(
                        detection, options.forRule(logsource, problems).fields()))
                .orElse(Expr.any(List.of()));
        section.ifPresent(this::warnAboutKeeping);
        return problems.errors() > before
                ? Optional.empty()
                : Optional.of(new Filter(document.info(), logsource, rules, condition));
    }

    private List<Scalar> filteredRules(Mapping section) {
        Fields fields = new Fields(section, problems);
        if (!fields.has("rules")) {
            problems.error(
                    section.place(), "MISSING_KEY", "a filter says which rules it is for; write any for all of them");
        }
        List<Scalar> rules = fields.list("rules");
        return rules.size() == 1 && rules.get(0).text().equalsIgnoreCase("any") ? List.of() : rules;
    }

    private void warnAboutKeeping(Mapping section) {
        Fields fields = new Fields(section, problems);
        if (fields.texts("condition").stream()
                .noneMatch(condition -> (" " + condition).matches("(?is).*[\\s(]not\\s.*"))) {
            problems.warning(
                    fields.placeOf("condition"),
                    "FILTER_KEEPS",
                    "the filter's condition is joined to the rule's "
                            + "by and: without not, the rule matches only what is described here");
        }
    }

    private Optional<Expr> condition(Mapping section, FieldNames names) {
        Map<String, Expr> selections = selections(section, names);
        ConditionParser parser =
                new ConditionParser(ConditionParser.names(selections), section.placeOf("condition"), problems);
        Fields fields = new Fields(section, problems);
        if (fields.has("timeframe")) {
            problems.error(
                    fields.placeOf("timeframe"),
                    "LEGACY_AGGREGATION",
                    "timeframe belongs to aggregations, which are not Sigma any more; write a correlation");
        }
        List<String> written = fields.texts("condition");
        if (written.isEmpty()) {
            fields.missing("condition");
        }
        List<Expr> conditions = new ArrayList<>();
        written.forEach(condition -> parser.parse(condition).ifPresent(conditions::add));
        selections.keySet().stream()
                .filter(name -> !parser.used().contains(name) && !written.isEmpty())
                .forEach(name -> problems.warning(
                        section.placeOf(name), "UNUSED_SELECTION", Texts.quoted(name) + " is in no condition"));
        return conditions.isEmpty() ? Optional.empty() : Optional.of(Expr.any(conditions));
    }

    private Map<String, Expr> selections(Mapping section, FieldNames names) {
        DetectionReader reader = new DetectionReader(names, options.placeholders(), problems);
        Map<String, Expr> selections = new LinkedHashMap<>();
        for (Entry entry : section.entries()) {
            if (!NO_SELECTIONS.contains(entry.key())) {
                selections.put(entry.key(), reader.selection(entry.value()));
            }
        }
        return selections;
    }
}
