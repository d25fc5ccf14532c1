package io.breakwater.server.process;

import io.breakwater.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL beside the servers that keep their journal in it, so that a test can do to it what it likes. */
final class JournalDatabase implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres postgres;

    JournalDatabase() {
        this(temporary(), "cluster");
    }

    private JournalDatabase(Path folder, String cluster) {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.start(EmbeddedPostgres.Options.in(folder.resolve(cluster)));
        postgres.createDatabase("journal");
    }

    /** With its files on the disk that is mounted below this folder, as {@code disk}. */
    static JournalDatabase onDisk(Path folder) {
        return new JournalDatabase(folder, "disk/cluster");
    }

    /** A folder that the account PostgreSQL runs under gets through. */
    static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("breakwater-journal");
            folder.toFile().setExecutable(true, false);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server with its journal in this database; keys and published folder are the same for all of them. */
    ServerProcess serverOn(String database, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "database.url=" + postgres.jdbcUrl(database),
                "database.user=" + postgres.user(),
                "database.password=" + postgres.password(),
                "keys=" + folder.resolve("keys"),
                "publish=" + published()));
        settings.addAll(List.of(more));
        return ServerProcess.start(folder.resolve("server"), settings.toArray(String[]::new));
    }

    ServerProcess server(String... more) {
        return serverOn("journal", more);
    }

    Path published() {
        return folder.resolve("published");
    }

    Path folder() {
        return folder;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), postgres.user(), postgres.password());
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        execute("journal", sql);
    }

    String query(String sql) {
        try (Connection connection = connect("journal");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Stops it; a folder that is no longer wanted is removed with {@link #erase}. */
    @Override
    public void close() {
        postgres.close();
    }

    void erase() {
        close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
