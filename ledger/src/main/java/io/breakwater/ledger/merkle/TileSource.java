package io.breakwater.ledger.merkle;

import java.util.Optional;

/**
 * Something that serves a log: a folder, a database, an HTTP address, a pack.
 *
 * <p>Paths are those of C2SP tlog-tiles without the prefix: {@code checkpoint}, {@code tile/0/x001/234}, {@code
 * tile/entries/000.p/5}. What comes back is not trusted by anybody here: it counts once a proof or a signature holds.
 */
@FunctionalInterface
public interface TileSource {
    /** Where the signed head is. */
    String CHECKPOINT = "checkpoint";

    /**
     * The bytes at this path; empty when there is nothing.
     *
     * @throws java.io.UncheckedIOException when it cannot be known whether there is something
     */
    Optional<byte[]> read(String path);
}
