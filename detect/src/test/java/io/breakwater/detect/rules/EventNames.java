package io.breakwater.detect.rules;

import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.YamlNode;
import io.breakwater.detect.sigma.yaml.YamlNode.Entry;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.detect.sigma.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which events a rule names outright. */
final class EventNames {
    private static final Set<String> FIELDS = Set.of("eventName", "operationName", "activityDisplayName", "Operation");

    private EventNames() {}

    static Set<String> in(RuleSource source) {
        Set<String> names = new TreeSet<>();
        for (Mapping document : RuleDocuments.of(source)) {
            document.find("detection")
                    .filter(Mapping.class::isInstance)
                    .map(Mapping.class::cast)
                    .ifPresent(detection -> detection.entries().stream()
                            .filter(part -> !part.key().startsWith("filter"))
                            .forEach(part -> collect(part.value(), names)));
        }
        return names;
    }

    private static void collect(YamlNode node, Set<String> names) {
        if (node instanceof Sequence list) {
            list.items().forEach(item -> collect(item, names));
        } else if (node instanceof Mapping mapping) {
            mapping.entries().stream()
                    .filter(entry -> FIELDS.contains(entry.key()))
                    .forEach(entry -> values(entry, names));
        }
    }

    private static void values(Entry entry, Set<String> names) {
        List<YamlNode> values = entry.value() instanceof Sequence list ? list.items() : List.of(entry.value());
        values.forEach(value -> {
            if (value instanceof Scalar scalar) {
                names.add(scalar.text());
            }
        });
    }
}
