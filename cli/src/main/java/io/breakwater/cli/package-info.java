/** The hand tool: talks HTTP to the server, verifies with no server. */
@NullMarked
package io.breakwater.cli;

import org.jspecify.annotations.NullMarked;
