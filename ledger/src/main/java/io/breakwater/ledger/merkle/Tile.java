package io.breakwater.ledger.merkle;

/**
 * A tile or an entry bundle: its name and its bytes, as served.
 *
 * @param bytes for hashes {@code width × 32} bytes; for entries see {@link EntryBundle}. Shared, not to be changed
 */
public record Tile(TilePath path, byte[] bytes) {}
