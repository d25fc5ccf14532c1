package io.breakwater.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A login at the target with the credential the server handed out, everything said in it written down. */
final class DatabaseSession implements AutoCloseable {
    private static final int MAX_ROWS = 20;

    private final Connection connection;
    private final Transcript transcript;

    private DatabaseSession(Connection connection, Transcript transcript) {
        this.connection = connection;
        this.transcript = transcript;
    }

    /** Logs in. */
    static DatabaseSession open(JsonNode credential, Transcript transcript) throws SQLException {
        JsonNode environment = credential.path("environment");
        Properties login = new Properties();
        login.setProperty("user", Documents.text(environment, "PGUSER"));
        login.setProperty("password", Documents.text(credential, "secret"));
        login.setProperty("sslmode", withDefault(Documents.text(environment, "PGSSLMODE"), "prefer"));
        login.setProperty("ApplicationName", withDefault(Documents.text(environment, "PGAPPNAME"), "breakwater drill"));
        login.setProperty("connectTimeout", "5");
        login.setProperty("loginTimeout", "5");
        String url = "jdbc:postgresql://" + Documents.text(environment, "PGHOST") + ":"
                + Documents.text(environment, "PGPORT") + "/" + Documents.text(environment, "PGDATABASE");
        Connection connection = DriverManager.getConnection(url, login);
        transcript.answered("logged in as " + Documents.text(environment, "PGUSER"));
        return new DatabaseSession(connection, transcript);
    }

    private static String withDefault(String value, String usual) {
        return value.isEmpty() ? usual : value;
    }

    /** Says something; returns the rows as text, or how many rows were changed. */
    List<String> say(String sql) throws SQLException {
        transcript.said(sql);
        try (Statement statement = connection.createStatement()) {
            List<String> answer = statement.execute(sql)
                    ? rows(statement.getResultSet())
                    : List.of(statement.getUpdateCount() + " rows changed");
            answer.forEach(transcript::answered);
            return answer;
        } catch (SQLException refused) {
            transcript.answered("refused: " + refused.getMessage());
            throw refused;
        }
    }

    private static List<String> rows(ResultSet found) throws SQLException {
        List<String> rows = new ArrayList<>();
        ResultSetMetaData columns = found.getMetaData();
        while (found.next() && rows.size() < MAX_ROWS) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                cells.add(columns.getColumnLabel(i) + "=" + found.getString(i));
            }
            rows.add(String.join(" ", cells));
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
