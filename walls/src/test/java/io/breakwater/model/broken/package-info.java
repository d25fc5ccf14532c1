/** A house with holes, for the test of the walls. */
@NullMarked
package io.breakwater.model.broken;

import org.jspecify.annotations.NullMarked;
