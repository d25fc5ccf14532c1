package io.breakwater.connect.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.postgresql.Driver;

/**
 * A shop's database to practise emergencies on (R27): customers, orders and payments, a broker with exactly the
 * documented rights, and something that is wrong. Orders are frozen by a migration that never came back:
 * {@code UPDATE maintenance SET orders_frozen = false} thaws them, and thirty orders are {@code stuck}. With
 * {@link #jam} a session also holds a lock on the table until somebody ends it.
 *
 * @param superuser who may make roles and databases on that server; used here only, never for access
 */
public record PracticeDatabase(String host, int port, String superuser, String superuserPassword) {
    /** The database's name. */
    public static final String NAME = "orders";

    /** The broker's name. */
    public static final String BROKER = "breakwater_broker";

    private static final String PLACE_OF_PASSWORD = "'change-me'";

    /** Who holds the lock: a role that an engineer may end, as nobody but a superuser may end a superuser. */
    private static final String JAM = "orders_migration";

    /**
     * Makes the database unless it is there, and sets the broker's password in any case.
     *
     * @param random a cryptographic source, for the salt
     * @throws SQLException the server would not
     */
    public void install(char[] brokerPassword, RandomGenerator random) throws SQLException {
        String verifier = Sql.text(verifier(brokerPassword, random));
        if (isMissing("postgres", "SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
            run("postgres", "CREATE DATABASE " + NAME);
        }
        if (isMissing(NAME, "SELECT FROM pg_roles WHERE rolname = '" + BROKER + "'")) {
            runWhole(script("practice.sql").replace(PLACE_OF_PASSWORD, verifier) + script("logins.sql"));
        } else {
            run(NAME, "ALTER ROLE " + BROKER + " PASSWORD " + verifier);
        }
    }

    /**
     * A session that sits in a transaction and holds the table of orders, so that nobody can read or write it. Ends when
     * it is closed, or when an engineer with the right ends it.
     */
    public Connection jam(RandomGenerator random) throws SQLException {
        String password = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        run(NAME, "ALTER ROLE " + JAM + " PASSWORD " + Sql.text(verifier(password.toCharArray(), random)));
        Connection session = connect(NAME, JAM, password);
        try (Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE");
            return session;
        }
    }

    /** The target's settings as policy has them, with the broker's password under the given reference. */
    public Map<String, String> settings(String passwordReference) {
        return Map.of(
                "host", host,
                "port", Integer.toString(port),
                "database", NAME,
                "admin-user", BROKER,
                "admin-password", passwordReference,
                "sslmode", "prefer");
    }

    @Override
    public String toString() {
        return "PracticeDatabase[" + host + ":" + port + "]";
    }

    private static String verifier(char[] password, RandomGenerator random) {
        byte[] salt = new byte[ScramVerifier.SALT_BYTES];
        random.nextBytes(salt);
        char[] copy = password.clone();
        try {
            return ScramVerifier.of(copy, salt, ScramVerifier.ITERATIONS);
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    private static String script(String name) {
        try (InputStream script = PracticeDatabase.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isMissing(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return !result.next();
        }
    }

    private void run(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All of it or nothing, so that an installation that broke off begins anew. */
    private void runWhole(String script) throws SQLException {
        try (Connection connection = connect(NAME);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script);
            connection.commit();
        }
    }

    private Connection connect(String database) throws SQLException {
        return connect(database, superuser, superuserPassword);
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("PGHOST", host);
        properties.setProperty("PGPORT", Integer.toString(port));
        properties.setProperty("PGDBNAME", database);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "breakwater practice");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return new Driver().connect(Connections.URL, properties);
    }
}
