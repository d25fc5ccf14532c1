package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.rule.Correlation.Sight;
import io.breakwater.detect.sigma.yaml.Problems;
import io.breakwater.detect.sigma.yaml.YamlNode.Kind;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The condition of a temporal correlation that is an expression over its rules, in the grammar of conditions. */
final class SightParser {
    private final Scalar written;
    private final Problems problems;
    private final Map<String, Integer> found = new LinkedHashMap<>();

    /** Without a list of rules, the words of the condition are the list. */
    SightParser(References references, Scalar written, List<Scalar> rules, Problems problems) {
        this.written = written;
        this.problems = problems;
        (rules.isEmpty() ? words() : rules)
                .forEach(rule -> references.find(rule).ifPresent(number -> found.put(rule.text(), number)));
    }

    private List<Scalar> words() {
        Set<String> words = new TreeSet<>(List.of(written.text().split("[\\s()]+")));
        words.removeAll(Set.of("", "and", "or", "not"));
        return words.stream()
                .map(word -> new Scalar(written.place(), Kind.TEXT, word, true))
                .toList();
    }

    /** What has to be seen; nothing that makes sense when that cannot be read, which is told. */
    Sight parse() {
        ConditionParser.Names names = new ConditionParser.Names() {
            @Override
            public Set<String> all() {
                return found.keySet();
            }

            @Override
            public Expr meaning(String name) {
                return new Expr.Named(name, Expr.any(List.of()));
            }
        };
        return new ConditionParser(names, written.place(), problems)
                .parse(written.text())
                .map(this::sight)
                .orElse(new Sight.Any(List.of()));
    }

    private Sight sight(Expr expr) {
        if (expr instanceof Expr.And and) {
            return new Sight.All(and.parts().stream().map(this::sight).toList());
        } else if (expr instanceof Expr.Or or) {
            return new Sight.Any(or.parts().stream().map(this::sight).toList());
        } else if (expr instanceof Expr.Not not) {
            return new Sight.None(sight(not.part()));
        }
        return new Sight.Of(found.getOrDefault(((Expr.Named) expr).name(), -1));
    }

    List<Integer> sources() {
        return List.copyOf(found.values());
    }
}
