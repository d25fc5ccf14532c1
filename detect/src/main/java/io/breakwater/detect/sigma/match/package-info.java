/**
 * What a rule asks of one event, as values: an {@code Expr} over {@code Atom}s, and the tests that an atom makes on the
 * values of a field, on bytes where they are plain ASCII.
 */
@NullMarked
package io.breakwater.detect.sigma.match;

import org.jspecify.annotations.NullMarked;
