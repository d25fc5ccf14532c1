/** What the ledger needs from outside: {@link io.breakwater.ledger.spi.WitnessClient}. */
@NullMarked
package io.breakwater.ledger.spi;

import org.jspecify.annotations.NullMarked;
