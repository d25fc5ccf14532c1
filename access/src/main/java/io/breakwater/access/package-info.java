/**
 * Who may open which door, for how long, and who said so.
 *
 * <p>Start with {@link io.breakwater.access.AccessRoom}, which holds every use case of this room ready to be called.
 * {@code policy} says what is allowed, {@code people} who there is, {@code grant} holds the life of a grant, and {@code
 * spi} what foreign systems are asked to do.
 */
@NullMarked
package io.breakwater.access;

import org.jspecify.annotations.NullMarked;
