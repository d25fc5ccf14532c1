/** Programs that measure; the scripts in {@code bench/} start them. */
@NullMarked
package io.breakwater.ledger.bench;

import org.jspecify.annotations.NullMarked;
