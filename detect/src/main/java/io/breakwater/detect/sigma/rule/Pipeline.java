package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How rules written for one naming of fields are read for another: steps, each for the rules of certain logs. */
public final class Pipeline {
    /** One step. */
    sealed interface Step {
        /** Rules for other logs are left as they are; empty for all rules. */
        Optional<Logsource> onlyFor();

        /** A field is called otherwise; of several names, any may hold the value. */
        record Rename(Optional<Logsource> onlyFor, Map<String, List<String>> names) implements Step {}

        /** Every field has this before its name. */
        record Prefix(Optional<Logsource> onlyFor, String prefix) implements Step {}

        /** Something more is asked, in the log's own field names. */
        record AlsoAsk(Optional<Logsource> onlyFor, Mapping selection) implements Step {}

        /** The rule is for other logs than it says. */
        record Relocate(Optional<Logsource> onlyFor, Logsource logsource) implements Step {}
    }

    /** A rule's surroundings after the steps so far. */
    record ForRule(Logsource logsource, FieldNames fields, List<Expr> added) {}

    private final String name;
    private final List<Step> steps;
    private final Map<String, List<String>> placeholders;

    Pipeline(String name, List<Step> steps, Map<String, List<String>> placeholders) {
        this.name = name;
        this.steps = List.copyOf(steps);
        this.placeholders = Map.copyOf(new LinkedHashMap<>(placeholders));
    }

    /** Reads a pipeline file; empty when it cannot be used, which is told. */
    public static Optional<Pipeline> read(RuleSource source, Problems problems) {
        return new PipelineReader(problems).read(source);
    }

    /** The name it gives itself, or its file's. */
    public String name() {
        return name;
    }

    Map<String, List<String>> placeholders() {
        return placeholders;
    }

    ForRule after(ForRule before, Placeholders known, Problems problems) {
        ForRule rule = before;
        for (Step step : steps) {
            Logsource logsource = rule.logsource();
            if (step.onlyFor().map(only -> only.covers(logsource)).orElse(true)) {
                rule = applied(step, rule, known, problems);
            }
        }
        return rule;
    }

    private static ForRule applied(Step step, ForRule rule, Placeholders known, Problems problems) {
        if (step instanceof Step.Rename rename) {
            return new ForRule(rule.logsource(), renamed(rule.fields(), rename.names()), rule.added());
        } else if (step instanceof Step.Prefix prefix) {
            return new ForRule(rule.logsource(), prefixed(rule.fields(), prefix.prefix()), rule.added());
        } else if (step instanceof Step.Relocate relocate) {
            return new ForRule(relocate.logsource(), rule.fields(), rule.added());
        }
        Mapping selection = ((Step.AlsoAsk) step).selection();
        List<Expr> added = new ArrayList<>(rule.added());
        added.add(new Expr.Named(
                "pipeline", new DetectionReader(FieldNames.asWritten(), known, problems).selection(selection)));
        return new ForRule(rule.logsource(), rule.fields(), added);
    }

    private static FieldNames renamed(FieldNames before, Map<String, List<String>> names) {
        return field -> before.paths(field).stream()
                .flatMap(path -> names.getOrDefault(path.toString(), List.of(path.toString())).stream())
                .map(FieldPath::of)
                .toList();
    }

    private static FieldNames prefixed(FieldNames before, String prefix) {
        return field -> before.paths(field).stream()
                .map(path -> FieldPath.of(prefix + path))
                .toList();
    }
}
