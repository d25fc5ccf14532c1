package io.breakwater.detect.rules;

import io.breakwater.detect.sigma.rule.RuleSource;
import io.breakwater.detect.sigma.yaml.Place;
import io.breakwater.detect.sigma.yaml.YamlNode.Mapping;
import java.util.Optional;

/**
 * What a rule says to people beyond Sigma's keys, under its own key {@code breakwater}, which other engines pass over.
 *
 * @param ask what an auditor will want to know about a match
 * @param next what to do about it
 */
public record Advice(String ask, String next) {

    /** What the document whose title stands here advises. */
    static Optional<Advice> of(RuleSource source, Place title) {
        return RuleDocuments.of(source).stream()
                .filter(rule -> rule.placeOf("title").equals(title))
                .findFirst()
                .flatMap(Advice::of);
    }

    private static Optional<Advice> of(Mapping rule) {
        return rule.find("breakwater")
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .map(ours -> new Advice(text(ours, "ask"), text(ours, "next")));
    }

    private static String text(Mapping mapping, String key) {
        return RuleDocuments.text(mapping, key).orElse("");
    }
}
