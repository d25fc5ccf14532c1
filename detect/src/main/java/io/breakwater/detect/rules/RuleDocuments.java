package io.breakwater.detect.rules;

import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import io.breakwater.detect.sigma.yaml.YamlReader;
import java.util.List;
import java.util.Optional;

/** The documents of a rule file as they are written; what is wrong with them is told when the set is read. */
final class RuleDocuments {
    private RuleDocuments() {}

    static List<Mapping> of(RuleSource source) {
        return YamlReader.read(source.name(), source.text(), new Problems()).stream()
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .toList();
    }

    /** A single value under a key. */
    static Optional<String> text(Mapping mapping, String key) {
        return mapping.find(key).filter(Scalar.class::isInstance).map(value -> ((Scalar) value).text());
    }
}
