package io.breakwater.detect.sigma.rule;

import io.breakwater.detect.sigma.match.Expr;

/**
 * A Sigma rule about single events.
 *
 * @param fields what its field names are in the log, by the pipelines it was read through
 * @param condition what it asks, its filters included
 */
public record Rule(RuleInfo info, Logsource logsource, FieldNames fields, Expr condition) {}
