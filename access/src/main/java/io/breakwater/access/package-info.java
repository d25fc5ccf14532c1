/** Who may open which door, for how long, and who said so. */
@NullMarked
package io.breakwater.access;

import org.jspecify.annotations.NullMarked;
