/**
 * The rules that come with Breakwater, what their tags say, and what to do about a match.
 *
 * <p>Start with {@link io.breakwater.detect.rules.RulePack}.
 */
@NullMarked
package io.breakwater.detect.rules;

import org.jspecify.annotations.NullMarked;
