package io.breakwater.ledger.postgres;

import io.breakwater.ledger.merkle.EntryBundle;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.TilePath;
import io.breakwater.ledger.merkle.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The log as the database holds it: the committed tree, which may be ahead of what is signed and published. */
public final class DatabaseTiles implements TileSource {
    private final DataSource database;

    public DatabaseTiles(DataSource database) {
        this.database = database;
    }

    /** @throws ProofException {@code PATH_MALFORMED} */
    @Override
    public Optional<byte[]> read(String path) {
        try (Connection connection = database.getConnection()) {
            if (path.equals(CHECKPOINT)) {
                return Sql.first(
                        connection,
                        row -> row.getBytes(1),
                        "select convert_to(checkpoint, 'UTF8') from log_head where checkpoint is not null");
            }
            TilePath tile = TilePath.parse(path);
            return tile.isEntries() ? entries(connection, tile) : hashes(connection, tile);
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException("the journal's database cannot be read", e));
        }
    }

    /** A tile only grows, so the widest state holds every narrower one. */
    private static Optional<byte[]> hashes(Connection connection, TilePath tile) throws SQLException {
        int bytes = tile.width() * Hash.SIZE;
        return Sql.first(
                        connection,
                        row -> row.getBytes(1),
                        "select hashes from tile where level = ? and idx = ?",
                        tile.level(),
                        tile.index())
                .filter(hashes -> hashes.length >= bytes)
                .map(hashes -> Arrays.copyOf(hashes, bytes));
    }

    private static Optional<byte[]> entries(Connection connection, TilePath tile) throws SQLException {
        List<byte[]> leaves = leaves(connection, tile.index() * TilePath.FULL, tile.width());
        return leaves.size() == tile.width() ? Optional.of(EntryBundle.pack(leaves)) : Optional.empty();
    }

    /** The leaves from a position on. */
    static List<byte[]> leaves(Connection connection, long from, int count) throws SQLException {
        return Sql.list(
                connection,
                row -> row.getBytes(1),
                "select f.leaf from entry e join fact f using (arrival) where e.position >= ? and e.position < ?"
                        + " order by e.position",
                from,
                from + count);
    }
}
