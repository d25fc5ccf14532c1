package io.breakwater.connect.postgresql;

import io.breakwater.connect.ForeignProgram;
import io.breakwater.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A real PostgreSQL server for tests. */
record TargetServer(int port, String superuser, String superuserPassword, Path logFile, Runnable end)
        implements AutoCloseable {
    static final String BROKER_PASSWORD = "only-for-tests-Broker";

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "log_statement", "all",
            "log_line_prefix", "%m %u@%d ",
            "max_prepared_transactions", "10",
            "shared_preload_libraries", "pg_stat_statements",
            "max_connections", "40");

    static TargetServer debian() {
        try {
            DebianServer server = new DebianServer(SETTINGS);
            return of(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static TargetServer of(DebianServer server) {
        return new TargetServer(
                server.port(), DebianServer.SUPERUSER, DebianServer.SUPERUSER_PASSWORD, server.log(), server::close);
    }

    static TargetServer embedded() {
        try {
            Path folder = Files.createTempDirectory("breakwater-target");
            EmbeddedPostgres.Options options = EmbeddedPostgres.Options.in(folder);
            for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
                options = options.with(setting.getKey(), setting.getValue());
            }
            EmbeddedPostgres server = EmbeddedPostgres.start(options);
            return new TargetServer(
                    server.port(), server.user(), server.password(), folder.resolve("server.log"), () -> {
                        server.close();
                        ForeignProgram.erase(folder);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Connection login(String user, String password, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, password);
    }

    Connection asSuperuser(String database) throws SQLException {
        return login(superuser, superuserPassword, database);
    }

    void run(String database, String sql) {
        try (Connection connection = asSuperuser(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String ask(String database, String sql) {
        try (Connection connection = asSuperuser(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String log() throws IOException {
        return Files.readString(logFile, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        end.run();
    }
}
