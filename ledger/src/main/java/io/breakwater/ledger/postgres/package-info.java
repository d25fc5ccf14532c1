/**
 * The journal on PostgreSQL, and the one integrator that gives its facts their order and signs it.
 *
 * <p>Start with {@link io.breakwater.ledger.postgres.PostgresLedger}, which puts the parts together: {@link
 * io.breakwater.ledger.postgres.PostgresJournal} for the facts, {@code Integrator} for the tree, {@code Publisher} for the
 * checkpoint.
 */
@NullMarked
package io.breakwater.ledger.postgres;

import org.jspecify.annotations.NullMarked;
