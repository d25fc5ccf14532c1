/**
 * What happened in the clouds, and what covers it.
 *
 * <p>Start with {@code event} (one record of a log, read without building a tree), {@code sigma} (rules as a plan) and
 * {@code cover} (the grant, incident, ticket and approval that together explain an event).
 */
@NullMarked
package io.breakwater.detect;

import org.jspecify.annotations.NullMarked;
