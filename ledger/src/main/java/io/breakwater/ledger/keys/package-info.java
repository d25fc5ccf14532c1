/**
 * The keys of the house: what signs the log and the packs, and what seals credentials.
 *
 * <p>Start with {@link io.breakwater.ledger.keys.LedgerKeys}; whoever signs notes asks for a {@link
 * io.breakwater.ledger.keys.NoteSigner}, so that a key may live in an HSM or a cloud.
 */
@NullMarked
package io.breakwater.ledger.keys;

import org.jspecify.annotations.NullMarked;
