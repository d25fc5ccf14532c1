package io.breakwater.ledger.postgres;

import java.util.Optional;

/**
 * How the ledger stands, for health and for people.
 *
 * @param holdsPen whether this server integrates and signs; another one may
 * @param epoch of the pen, 0 when it is not held
 * @param integratedSize how many facts have a position, as this server last saw
 * @param publishedSize the size of the last checkpoint this server published
 * @param rolledBack why nothing is signed, when what was published is ahead of or beside the database
 * @param trouble why the last round failed, when it did
 */
public record LedgerStatus(
        boolean holdsPen,
        long epoch,
        long integratedSize,
        long publishedSize,
        Optional<String> rolledBack,
        Optional<String> trouble) {
    /** Whether all is as it should be, here or at the server that holds the pen. */
    public boolean healthy() {
        return rolledBack.isEmpty() && trouble.isEmpty();
    }
}
