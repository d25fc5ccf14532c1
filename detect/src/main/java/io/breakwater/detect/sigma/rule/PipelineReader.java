package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.rule.Pipeline.Step;
import io.breakwater.detect.sigma.yaml.Place;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Sequence;
import io.breakwater.detect.sigma.yaml.YamlReader;
import io.breakwater.model.Suggestion;
import io.breakwater.model.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads pipeline files; their form is in docs/sigma.md. */
final class PipelineReader {
    private static final List<String> TYPES = List.of(
            "add_condition",
            "change_logsource",
            "field_name_mapping",
            "field_name_prefix",
            "value_meaning",
            "value_placeholders");

    private final Problems problems;
    private final InfoReader heads;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, List<String>> placeholders = new LinkedHashMap<>();

    PipelineReader(Problems problems) {
        this.problems = problems;
        this.heads = new InfoReader(problems);
    }

    Optional<Pipeline> read(RuleSource source) {
        int before = problems.errors();
        List<YamlNode> documents = YamlReader.read(source.name(), source.text(), problems);
        if (documents.size() != 1 || !(documents.get(0) instanceof Mapping root)) {
            if (problems.errors() == before) {
                problems.error(new Place(source.name(), 1, 1), "WRONG_TYPE", "a pipeline is one document with keys");
            }
            return Optional.empty();
        }
        Fields fields = new Fields(root, problems).onlyKnow(Set.of("name", "priority", "transformations"));
        if (root.find("transformations").orElse(root) instanceof Sequence list) {
            list.items().forEach(this::step);
        } else {
            fields.missing("transformations");
        }
        return problems.errors() > before
                ? Optional.empty()
                : Optional.of(new Pipeline(fields.text("name").orElse(source.name()), steps, placeholders));
    }

    private static Step translate(Optional<Logsource> onlyFor, Fields fields, Mapping values) {
        Map<String, YamlNode> meanings = new LinkedHashMap<>();
        values.entries().forEach(entry -> meanings.put(entry.key().toLowerCase(Locale.ROOT), entry.value()));
        return new Step.Translate(onlyFor, fields.required("field"), meanings);
    }

    private void step(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            problems.error(node.place(), "WRONG_TYPE", "a step has keys: type, and what belongs to it");
            return;
        }
        Fields fields = new Fields(mapping, problems);
        String type = fields.required("type");
        Optional<Logsource> onlyFor =
                fields.has("only-for") ? fields.section("only-for").map(heads::parts) : Optional.empty();
        switch (type) {
            case "field_name_mapping" -> {
                if (!fields.has("mapping")) {
                    fields.missing("mapping");
                }
                steps.add(new Step.Rename(onlyFor, fields.lists("mapping")));
            }
            case "field_name_prefix" -> steps.add(new Step.Prefix(onlyFor, fields.required("prefix")));
            case "add_condition" ->
                fields.section("conditions").ifPresent(selection -> steps.add(new Step.AlsoAsk(onlyFor, selection)));
            case "change_logsource" ->
                fields.section("logsource")
                        .map(heads::parts)
                        .ifPresent(target -> steps.add(new Step.Relocate(onlyFor, target)));
            case "value_meaning" ->
                fields.section("values").ifPresent(values -> steps.add(translate(onlyFor, fields, values)));
            case "value_placeholders" -> placeholders.putAll(fields.lists("values"));
            default ->
                problems.error(
                        fields.placeOf("type"),
                        "UNKNOWN_STEP",
                        "the step " + Texts.quoted(type) + " is not supported" + Suggestion.sentence(type, TYPES));
        }
    }
}
