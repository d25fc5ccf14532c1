package io.breakwater.ledger.postgres;

import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.Tile;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The right to give positions and to sign, which one server at a time has.
 *
 * <p>Held twice over: by an advisory lock of the session, which ends with it, and by an epoch in the head row, which every
 * use compares under the row's lock. So a server whose session was cut, and which does not know it yet, can do nothing.
 */
final class Pen implements AutoCloseable {
    /** The name of the advisory lock: "breakwtr" in ASCII. */
    private static final long LOCK = 0x627265616b777472L;

    private final Connection connection;
    private final long epoch;

    /** The committed tree, and what of it was published. */
    record Head(long size, Hash root, long publishedSize, Optional<String> checkpoint) {}

    private Pen(Connection connection, long epoch) {
        this.connection = connection;
        this.epoch = epoch;
    }

    /**
     * Takes the pen if nobody has it.
     *
     * @throws BreakwaterException {@code LEDGER_NOT_OWNED} when the database holds the log of another origin
     */
    static Optional<Pen> tryTake(DataSource database, String origin) throws SQLException {
        Connection connection = database.getConnection();
        try {
            connection.setAutoCommit(true);
            // A tree that is lost after it was published would look like a database set back.
            Durability.waitInThisSession(connection);
            if (!Sql.first(connection, row -> row.getBoolean(1), "select pg_try_advisory_lock(?)", LOCK)
                    .orElse(false)) {
                connection.close();
                return Optional.empty();
            }
            return Optional.of(new Pen(connection, nextEpoch(connection, origin)));
        } catch (SQLException | RuntimeException e) {
            release(connection);
            throw e;
        }
    }

    /** Makes an empty database this log's own; nothing happens when it has a log. */
    static void found(Connection connection, String origin) throws SQLException {
        Sql.execute(
                connection,
                "insert into log_head (origin, root) values (?, ?) on conflict do nothing",
                origin,
                Hash.EMPTY_ROOT.bytes());
    }

    private static long nextEpoch(Connection connection, String origin) throws SQLException {
        return Sql.first(
                        connection,
                        row -> row.getLong(1),
                        "update log_head set epoch = epoch + 1 where origin = ? returning epoch",
                        origin)
                .orElseThrow(() -> new BreakwaterException(
                        Code.LEDGER_NOT_OWNED,
                        "the database holds the log of another origin than " + origin
                                + "; give this server that origin and its keys, or a database of its own"));
    }

    long epoch() {
        return epoch;
    }

    Connection connection() {
        return connection;
    }

    /** Begins a transaction in which nobody else can change the head. Ends with {@link #commit} or {@link #rollBack}. */
    Head begin() throws SQLException {
        connection.setAutoCommit(false);
        return Sql.first(
                        connection,
                        row -> new Head(
                                row.getLong(1),
                                Hash.of(row.getBytes(2)),
                                row.getLong(3),
                                Optional.ofNullable(row.getString(4))),
                        "select size, root, published_size, checkpoint from log_head where epoch = ? for update",
                        epoch)
                .orElseThrow(() -> new BreakwaterException(
                        Code.LEDGER_NOT_OWNED, "another server has taken the pen; this one signs no more"));
    }

    /** Writes the grown tree and commits it. */
    void commit(List<Tile> tiles, long size, Hash root) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("insert into tile (level, idx, hashes) values (?, ?, ?)"
                        + " on conflict (level, idx) do update set hashes = excluded.hashes")) {
            for (Tile tile : tiles) {
                Sql.bind(upsert, tile.path().level(), tile.path().index(), tile.bytes());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        Sql.execute(connection, "update log_head set size = ?, root = ?" + Sql.AND_COMMIT, size, root.bytes());
        commit();
    }

    void wrotePublished(long size, String checkpoint) throws SQLException {
        Sql.execute(connection, "update log_head set published_size = ?, checkpoint = ?", size, checkpoint);
    }

    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    void rollBack() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The session is cut; the database has rolled back.
        }
    }

    /** Gives the pen back. */
    @Override
    public void close() {
        release(connection);
    }

    private static void release(Connection connection) {
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            Sql.first(connection, row -> row.getBoolean(1), "select pg_advisory_unlock(?)", LOCK);
        } catch (SQLException e) {
            // The session is cut, and its lock with it.
        }
    }
}
