/** The HTTP client of witnesses against a real listener. */
@NullMarked
package io.breakwater.connect.witness;

import org.jspecify.annotations.NullMarked;
