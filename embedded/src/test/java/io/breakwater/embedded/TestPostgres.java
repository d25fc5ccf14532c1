package io.breakwater.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL for all tests of a JVM, with a new database for whoever asks.
 *
 * <p>It is stopped, and its folder removed, when the JVM ends. It is as durable as a house's own, because a journal refuses
 * one that is not; its disk is memory where there is enough, which makes it quick.
 */
public final class TestPostgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH_BYTES = 4L << 30;

    private TestPostgres() {}

    private static Path inMemory() {
        try {
            return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES
                    ? Files.createTempDirectory(MEMORY, "breakwater-postgres-")
                    : newFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            Path folder = inMemory();
            EmbeddedPostgres server =
                    EmbeddedPostgres.start(EmbeddedPostgres.Options.in(folder).with("max_connections", "200"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                delete(folder);
            }));
            return server;
        }
    }

    /** A database of one's own on the shared server. */
    public record Database(String jdbcUrl, String user, String password, String name) {
        /** Connections to it, a new one each time, so that every cut is felt at once. */
        public DataSource dataSource() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(jdbcUrl);
            source.setUser(user);
            source.setPassword(password);
            return source;
        }
    }

    /** The server itself; do not stop it. */
    public static EmbeddedPostgres shared() {
        return Shared.SERVER;
    }

    /** A new, empty database. */
    public static Database newDatabase() {
        String name = "test_" + NUMBER.incrementAndGet();
        String url = shared().createDatabase(name);
        return new Database(url, shared().user(), shared().password(), name);
    }

    /** A new folder which the account that PostgreSQL runs under can reach. */
    public static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("breakwater-postgres-");
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder and everything in it. */
    public static void delete(Path folder) {
        try {
            Binaries.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
