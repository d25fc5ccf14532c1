/** What health says: ready or not, and what is degraded though it serves. */
@NullMarked
package io.breakwater.server.health;

import org.jspecify.annotations.NullMarked;
