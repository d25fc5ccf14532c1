package io.breakwater.connect.postgresql;

import io.breakwater.access.spi.ProviderException;
import io.breakwater.access.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Connections to a server, each with time limits on everything. What policy says reaches the driver as properties only:
 * the driver's URL can name classes to load ({@code socketFactory}), so nothing foreign ever becomes part of one.
 */
final class Connections {
    /** Says where nothing: host, port and database are properties. */
    static final String URL = "jdbc:postgresql://";

    /** The oldest server supported; the driver then asks nothing at the start that such a server is sure to know. */
    private static final String ASSUMED_VERSION = "15";

    /** A host that policy names does not get the password for the asking, only the proof that it is known. */
    private static final String PROOF_ONLY = "scram-sha-256";

    /**
     * Somebody whose access ends may have made a function of the same name and a better fitting type in a schema that
     * everybody's search path names; the broker looks only where none but the server puts things.
     */
    private static final String BROKER_PATH = "-c search_path=pg_catalog,pg_temp";

    /** Waiting for a lock, a change of owner makes everybody else wait behind it: an emergency of its own. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    /** The server cancels a statement by itself first; the socket's limit is for a server that no longer answers. */
    static final Duration SOCKET_MARGIN = Duration.ofSeconds(3);

    private final Driver driver = new Driver();
    private final SecretPlaces secrets;

    Connections(SecretPlaces secrets) {
        this.secrets = secrets;
    }

    /**
     * A connection as the broker.
     *
     * @throws ProviderException.Unreachable whatever the reason: as long as the broker cannot log in, nothing is asked
     */
    Broker asBroker(TargetSettings settings, String database) {
        String doing = "logging in as " + settings.adminUser() + " to database " + database + " at " + settings.host()
                + ":" + settings.port();
        try {
            Properties properties = properties(settings, database, settings.adminUser(), "breakwater broker");
            properties.setProperty("password", secrets.read(settings.adminPassword()));
            properties.setProperty(
                    "options",
                    BROKER_PATH + " -c lock_timeout=" + LOCK_TIMEOUT.toMillis() + " -c statement_timeout="
                            + settings.statementTimeout().toMillis());
            return new Broker(driver.connect(URL, properties));
        } catch (SQLException e) {
            throw new ProviderException.Unreachable(doing + ": " + Reason.text(e), e);
        }
    }

    /** A login with the credential itself; how it fails is for the caller to read. */
    Connection asPerson(TargetSettings settings, String account, Secret secret) throws SQLException {
        Properties properties = properties(settings, settings.database(), account, "breakwater trial");
        char[] password = secret.reveal();
        properties.setProperty("password", new String(password));
        Arrays.fill(password, '\0');
        return driver.connect(URL, properties);
    }

    private static Properties properties(TargetSettings settings, String database, String user, String application) {
        Duration socket = settings.statementTimeout().plus(SOCKET_MARGIN);
        Properties properties = new Properties();
        properties.setProperty("PGHOST", settings.host());
        properties.setProperty("PGPORT", Integer.toString(settings.port()));
        properties.setProperty("PGDBNAME", database);
        properties.setProperty("user", user);
        properties.setProperty("ApplicationName", application);
        properties.setProperty("assumeMinServerVersion", ASSUMED_VERSION);
        properties.setProperty("sslmode", settings.sslmode());
        settings.sslrootcert().ifPresent(path -> properties.setProperty("sslrootcert", path));
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("requireAuth", PROOF_ONLY);
        properties.setProperty(
                "connectTimeout", Long.toString(settings.connectTimeout().toSeconds()));
        properties.setProperty(
                "sslResponseTimeout", Long.toString(settings.connectTimeout().toMillis()));
        properties.setProperty("socketTimeout", Long.toString(socket.toSeconds()));
        properties.setProperty(
                "loginTimeout",
                Long.toString(settings.connectTimeout().multipliedBy(2).toSeconds()));
        properties.setProperty(
                "cancelSignalTimeout", Long.toString(settings.connectTimeout().toSeconds()));
        return properties;
    }
}
