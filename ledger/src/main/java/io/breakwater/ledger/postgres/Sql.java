package io.breakwater.ledger.postgres;

import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Statements, and what the database's refusals mean (SQLSTATE, PostgreSQL manual, appendix A). */
final class Sql {
    /**
     * After a statement: commits in the same message. When the statement fails, the server skips the rest of the message
     * (PostgreSQL manual, "Extended Query"), so that nothing is committed.
     */
    static final String AND_COMMIT = "; commit";

    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");
    private static final Set<String> NO_ROOM = Set.of("53100", "53200");
    private static final Set<String> NO_TEXT = Set.of("22021", "22P05", "22P02");

    private static final System.Logger LOG = System.getLogger(Sql.class.getName());

    private Sql() {}

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    static int execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, Row<T> row, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        }
    }

    static <T> Optional<T> first(Connection connection, Row<T> row, String sql, Object... values) throws SQLException {
        return list(connection, row, sql, values).stream().findFirst();
    }

    /** Whether the same transaction may succeed when it is simply run again. */
    static boolean isConflict(SQLException e) {
        return TRY_AGAIN.contains(state(e));
    }

    /** Whether the session is gone, or never came about. */
    static boolean isCut(SQLException e) {
        String state = state(e);
        return state.startsWith("08") || state.startsWith("57P") || state.equals("53300") || state.isEmpty();
    }

    static BreakwaterException translated(SQLException e) {
        String state = state(e);
        if (NO_ROOM.contains(state)) {
            return new BreakwaterException(
                    Code.STORAGE_FULL, "the journal's disk is full: nothing can be recorded until there is room", e);
        }
        if (NO_TEXT.contains(state)) {
            return new BreakwaterException(
                    Code.MALFORMED_TEXT, "the text holds a character that the journal cannot keep", e);
        }
        if (isCut(e) || isConflict(e)) {
            return new BreakwaterException(
                    Code.JOURNAL_UNAVAILABLE, "the journal's database cannot be reached or is overloaded", e);
        }
        // The database's own words may quote rows: they are for the log of the server, not for whoever asked.
        LOG.log(System.Logger.Level.ERROR, "the journal's database refused a statement, SQLSTATE " + state, e);
        return new BreakwaterException(
                Code.INTERNAL, "the journal's database refused a statement; the server's log says why", e);
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
