/** HTTP, clock, storage, wiring; no decisions. */
@NullMarked
package io.breakwater.server;

import org.jspecify.annotations.NullMarked;
