package io.breakwater.ledger.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * The server's processes behind sessions, by their numbers. While a process runs, it may still carry out what was sent over
 * a session that is cut on our side; once it has ended, what it left is all there will be.
 */
final class Backends {
    private final boolean driverKnows;

    private Backends(boolean driverKnows) {
        this.driverKnows = driverKnows;
    }

    /** Looks once whether the driver knows the processes: a pooler in between gives it numbers of its own. */
    static Backends seenOver(Connection connection) throws SQLException {
        return new Backends(connection.isWrapperFor(PGConnection.class) && told(connection) == asked(connection));
    }

    /** The process of this session; through a pooler, of this transaction. */
    int of(Connection connection) throws SQLException {
        return driverKnows ? told(connection) : asked(connection);
    }

    private static int told(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private static int asked(Connection connection) throws SQLException {
        return Sql.first(connection, row -> row.getInt(1), "select pg_backend_pid()")
                .orElseThrow();
    }

    /** Whether it still runs. Another one may have got its number meanwhile: then it seems to run for longer. */
    static boolean runs(Connection any, int process) throws SQLException {
        return Sql.first(
                        any,
                        row -> row.getBoolean(1),
                        "select exists (select from pg_stat_activity where pid = ?)",
                        process)
                .orElseThrow();
    }
}
