package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Expr;

/**
 * A Sigma rule about single events.
 *
 * @param condition what it asks, its filters included
 */
public record Rule(RuleInfo info, Logsource logsource, Expr condition) {}
