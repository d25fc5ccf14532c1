/** An emergency played over the real code path, from declaration to verified pack. Start with {@link io.breakwater.cli.drill.Drill}. */
@NullMarked
package io.breakwater.cli.drill;

import org.jspecify.annotations.NullMarked;
