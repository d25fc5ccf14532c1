/** The HTTP API under {@code /api/v1}: reads requests strictly, asks a use case, shows its answer. */
@NullMarked
package io.breakwater.server.api;

import org.jspecify.annotations.NullMarked;
