package io.breakwater.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The practice target, seen from outside: with a credential as it was handed out, or as the broker. */
public final class Target {
    private final String url;

    Target(String host, String port, String database) {
        this.url = "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    public static Target of(JsonNode credential) {
        JsonNode environment = credential.get("environment");
        return new Target(
                environment.get("PGHOST").asText(),
                environment.get("PGPORT").asText(),
                environment.get("PGDATABASE").asText());
    }

    /** SQLSTATE of a login; {@code 00000} when it worked. */
    public String login(JsonNode credential) {
        try (Connection connection = connect(
                        credential.get("account").asText(),
                        credential.get("secret").asText());
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            return "00000";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    private Connection connect(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }

    /** Does something at the target that Breakwater does not know of. */
    void execute(String brokerPassword, String sql) throws SQLException {
        try (Connection connection = connect("breakwater_broker", brokerPassword);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The accounts under Breakwater's prefix, but the broker. */
    public List<String> accounts(String brokerPassword) throws SQLException {
        List<String> accounts = new ArrayList<>();
        try (Connection connection = connect("breakwater_broker", brokerPassword);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select rolname from pg_roles"
                        + " where rolname like 'breakwater\\_%' and rolname <> 'breakwater_broker'")) {
            while (rows.next()) {
                accounts.add(rows.getString(1));
            }
        }
        return accounts;
    }
}
