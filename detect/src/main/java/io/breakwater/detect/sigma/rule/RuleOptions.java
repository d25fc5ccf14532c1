package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.yaml.Problems;
import java.util.List;

/** What the reader of rules is told about where they are used. */
public record RuleOptions(List<Pipeline> pipelines, Placeholders placeholders) {
    /** Fields are named as in the logs, and there are no placeholders. */
    public static RuleOptions none() {
        return new RuleOptions(List.of(), Placeholders.none());
    }

    /** These pipelines, one after the other, and the placeholders they bring. */
    public static RuleOptions of(List<Pipeline> pipelines) {
        Placeholders placeholders = Placeholders.none();
        for (Pipeline pipeline : pipelines) {
            placeholders = placeholders.and(pipeline.placeholders());
        }
        return new RuleOptions(List.copyOf(pipelines), placeholders);
    }

    Pipeline.ForRule forRule(Logsource logsource, Problems problems) {
        Pipeline.ForRule result = new Pipeline.ForRule(logsource, FieldNames.asWritten(), List.of());
        for (Pipeline pipeline : pipelines) {
            result = pipeline.after(result, placeholders, problems);
        }
        return result;
    }
}
