/** A house with holes, for the test of the walls. */
@NullMarked
package io.breakwater.ledger.merkle.broken;

import org.jspecify.annotations.NullMarked;
