/**
 * HTTP, clock, storage, wiring; no decisions.
 *
 * <p>Start with {@link io.breakwater.server.House}: it opens every room in order and closes them in the reverse order.
 * {@code api} is what the outside sees.
 */
@NullMarked
package io.breakwater.server;

import org.jspecify.annotations.NullMarked;
