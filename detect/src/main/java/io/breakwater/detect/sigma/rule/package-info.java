/** Sigma rules as documents: read, checked and told what is wrong with them. Starts at {@code RuleSet}. */
@NullMarked
package io.breakwater.detect.sigma.rule;

import org.jspecify.annotations.NullMarked;
