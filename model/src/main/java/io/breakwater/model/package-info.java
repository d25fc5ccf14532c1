/**
 * The words of the trade and the facts that can be true.
 *
 * <p>Start with {@link io.breakwater.model.Fact}: everything that happened is one of its records. The state that
 * commands read and change ({@link io.breakwater.model.Incident}, {@link io.breakwater.model.Grant}, {@link
 * io.breakwater.model.Debt}, {@link io.breakwater.model.Person}) is what is true now; it follows from the facts.
 */
@NullMarked
package io.breakwater.model;

import org.jspecify.annotations.NullMarked;
