/**
 * Sigma rules as one plan that evaluates only those that can match.
 *
 * <p>Start with {@code rule.RuleSet} (what was read, and what is wrong with it), then {@code Plan} and {@code Matcher}.
 */
@NullMarked
package io.breakwater.detect.sigma;

import org.jspecify.annotations.NullMarked;
