package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.event.FieldPath;
import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

        /** A value of a field that the log does not have is something else there, in the log's own field names. */
        record Translate(Optional<Logsource> onlyFor, String field, Map<String, YamlNode> values) implements Step {}

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
            return new ForRule(rule.logsource(), new Renamed(rule.fields(), rename.names()), rule.added());
        } else if (step instanceof Step.Prefix prefix) {
            return new ForRule(rule.logsource(), new Prefixed(rule.fields(), prefix.prefix()), rule.added());
        } else if (step instanceof Step.Translate translate) {
            FieldNames fields = new Translated(rule.fields(), translate.field(), translate.values());
            return new ForRule(rule.logsource(), fields, rule.added());
        } else if (step instanceof Step.Relocate relocate) {
            return new ForRule(relocate.logsource(), rule.fields(), rule.added());
        }
        Mapping selection = ((Step.AlsoAsk) step).selection();
        List<Expr> added = new ArrayList<>(rule.added());
        added.add(new Expr.Named(
                "pipeline", new DetectionReader(FieldNames.asWritten(), known, problems).selection(selection)));
        return new ForRule(rule.logsource(), rule.fields(), added);
    }

    private record Renamed(FieldNames before, Map<String, List<String>> names) implements FieldNames {
        @Override
        public List<FieldPath> paths(String field) {
            return before.paths(field).stream()
                    .flatMap(path -> names.getOrDefault(path.toString(), List.of(path.toString())).stream())
                    .map(FieldPath::of)
                    .toList();
        }

        @Override
        public Optional<YamlNode> meaning(String field, String value) {
            return before.meaning(field, value);
        }
    }

    private record Prefixed(FieldNames before, String prefix) implements FieldNames {
        @Override
        public List<FieldPath> paths(String field) {
            return before.paths(field).stream()
                    .map(path -> FieldPath.of(prefix + path))
                    .toList();
        }

        @Override
        public Optional<YamlNode> meaning(String field, String value) {
            return before.meaning(field, value);
        }
    }

    private record Translated(FieldNames before, String field, Map<String, YamlNode> values) implements FieldNames {
        @Override
        public List<FieldPath> paths(String asked) {
            return before.paths(asked);
        }

        @Override
        public Optional<YamlNode> meaning(String asked, String value) {
            Optional<YamlNode> here = asked.equals(field)
                    ? Optional.ofNullable(values.get(value.toLowerCase(Locale.ROOT)))
                    : Optional.empty();
            return here.or(() -> before.meaning(asked, value));
        }
    }
}
