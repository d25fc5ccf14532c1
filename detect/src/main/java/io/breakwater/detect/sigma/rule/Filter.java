package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Expr;
import io.breakwater.detect.sigma.yaml.YamlNode.Scalar;
import java.util.List;

/**
 * A condition that is joined to other rules (Sigma filters 2.1.0).
 *
 * @param rules ids or names; empty for every rule of its logs
 */
record Filter(RuleInfo info, Logsource logsource, List<Scalar> rules, Expr condition) {
    boolean isFor(Rule rule) {
        return logsource.covers(rule.logsource())
                && (rules.isEmpty()
                        || rules.stream().anyMatch(written -> rule.info().answersTo(written.text())));
    }

    Rule onto(Rule rule) {
        Expr named = new Expr.Named("filter: " + info.title(), condition);
        return new Rule(rule.info(), rule.logsource(), rule.fields(), Expr.all(List.of(rule.condition(), named)));
    }
}
