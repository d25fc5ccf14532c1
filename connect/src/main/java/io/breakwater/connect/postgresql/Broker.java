package io.breakwater.connect.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One connection as the broker. Every failure comes out as a {@code ProviderException} that says what was being done. */
final class Broker implements AutoCloseable {
    private final Connection connection;

    Broker(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Several statements that happen together or not at all. */
    interface Steps {
        void run();
    }

    <T> List<T> rows(String doing, String remedy, Row<T> row, String sql, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row.read(result));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw Reason.of(doing, e, remedy);
        }
    }

    List<String> texts(String doing, String sql, Object... parameters) {
        return rows(doing, "", row -> row.getString(1), sql, parameters);
    }

    boolean isTrue(String doing, String sql, Object... parameters) {
        return rows(doing, "", row -> row.getBoolean(1), sql, parameters).get(0);
    }

    /** @param remedy what an administrator runs when the right to do this is missing; empty when unknown */
    void execute(String doing, String remedy, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw Reason.of(doing, e, remedy);
        }
    }

    /** A failure leaves nothing behind: the connection is then closed, and with it the transaction. */
    void together(String doing, Steps steps) {
        try {
            connection.setAutoCommit(false);
            steps.run();
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw Reason.of(doing, e);
        }
    }

    /** Whatever happened has been said already; a connection that cannot say goodbye is gone as well. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            assert Reason.stateOf(gone) != null;
        }
    }
}
