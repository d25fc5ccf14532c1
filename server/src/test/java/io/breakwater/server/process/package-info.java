/** A real server process, as users run it, and what happens to it. */
@NullMarked
package io.breakwater.server.process;

import org.jspecify.annotations.NullMarked;
