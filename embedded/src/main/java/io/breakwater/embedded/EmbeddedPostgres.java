package io.breakwater.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server that runs as a child of this process, listening on the loopback address only.
 *
 * <p>Guaranteed: what was committed survives kill -9 of either process and loss of power (fsync and synchronous commit are
 * on unless the options say otherwise); every session needs the password (SCRAM-SHA-256); one process at a time
 * uses a folder. A server that ends by itself is started again on the same port. On Linux the kernel stops the server when
 * this process dies, however it dies; elsewhere it lives on until the next start in the same folder stops it.
 *
 * <p>Not guaranteed: that a session survives. Whoever talks to it must be able to connect again.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Pattern DATABASE = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final String DUPLICATE_DATABASE = "42P04";

    private final Options options;
    private final DataFolder folder;
    private final Keeper keeper;

    private EmbeddedPostgres(Options options, Binaries binaries, DataFolder folder) {
        this.options = options;
        this.folder = folder;
        this.keeper = new Keeper(binaries, folder, options.port(), settings(options.settings()));
    }

    /**
     * Where and how to run.
     *
     * @param dataFolder holds everything of this server; made if it does not exist
     * @param cacheFolder holds the programs, shared by all servers; 80 MB
     * @param port 0 for a free one
     * @param settings PostgreSQL's own settings, over the defaults
     */
    public record Options(Path dataFolder, Path cacheFolder, int port, Map<String, String> settings) {
        /** Runs in the given folder, on a free port. */
        public static Options in(Path dataFolder) {
            return new Options(dataFolder, defaultCache(), 0, Map.of());
        }

        /** The same on a fixed port. */
        public Options withPort(int fixed) {
            return new Options(dataFolder, cacheFolder, fixed, settings);
        }

        /** The same with one setting more. */
        public Options with(String setting, String value) {
            Map<String, String> more = new TreeMap<>(settings);
            more.put(setting, value);
            return new Options(dataFolder, cacheFolder, port, more);
        }

        private static Path defaultCache() {
            if ("root".equals(System.getProperty("user.name"))) {
                // Root's home is closed to the account that PostgreSQL runs under.
                return Path.of("/var/cache/breakwater");
            }
            String cache = System.getenv("XDG_CACHE_HOME");
            return cache == null || cache.isEmpty()
                    ? Path.of(System.getProperty("user.home"), ".cache", "breakwater")
                    : Path.of(cache, "breakwater");
        }
    }

    /**
     * Starts the server, making its files at the first start, and returns when it answers.
     *
     * @throws EmbeddedPostgresException when it cannot; the message says why and what to do
     */
    public static EmbeddedPostgres start(Options options) {
        DataFolder folder = DataFolder.open(options.dataFolder());
        try {
            Binaries binaries = Binaries.in(options.cacheFolder().toAbsolutePath());
            new Leftovers(folder).clear();
            folder.initialise(binaries, new SecureRandom());
            EmbeddedPostgres server = new EmbeddedPostgres(options, binaries, folder);
            server.keeper.begin();
            return server;
        } catch (RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private static Map<String, String> settings(Map<String, String> wanted) {
        // A server of which a part was killed ends whole, and the keeper starts it anew: PostgreSQL's own recovery in
        // place can hang when a second part is killed during it (seen under bench/kill9).
        Map<String, String> settings = new TreeMap<>(Map.of("restart_after_crash", "off", "io_method", "sync"));
        settings.putAll(Map.of(
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "timezone", "UTC",
                "log_timezone", "UTC",
                "password_encryption", "scram-sha-256",
                "max_connections", "100",
                "log_statement", "none"));
        settings.putAll(wanted);
        return settings;
    }

    /** The address of a database, without user or password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** The address of the database {@code postgres}, which is always there. */
    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /** The superuser's name. */
    public String user() {
        return DataFolder.SUPERUSER;
    }

    /** The superuser's password, different in every folder. */
    public String password() {
        return folder.password();
    }

    /** The port it listens on, the same for as long as this object lives. */
    public int port() {
        return keeper.port();
    }

    /** The process id of the server as it runs now; another one after it was started again. */
    public long pid() {
        return keeper.pid();
    }

    /** The folder given at the start. */
    public Path dataFolder() {
        return options.dataFolder();
    }

    /** Makes a database unless there is one of that name; returns its address. */
    public String createDatabase(String name) {
        if (!DATABASE.matcher(name).matches()) {
            throw new EmbeddedPostgresException("not the name of a database: it must match " + DATABASE);
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw new EmbeddedPostgresException("cannot make the database " + name, e);
            }
        }
        return jdbcUrl(name);
    }

    /** Stops the server in order and gives the folder back. Closing twice is nothing. */
    @Override
    public void close() {
        if (keeper.end()) {
            folder.close();
        }
    }
}
