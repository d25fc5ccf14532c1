package io.breakwater.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The folder of one embedded PostgreSQL, held by one process at a time.
 *
 * <p>In it: {@code data} (PostgreSQL's own), {@code password} (of the superuser, readable by us only), {@code server.log},
 * {@code lock}.
 */
final class DataFolder implements AutoCloseable {
    /** The superuser. */
    static final String SUPERUSER = "breakwater";

    private static final String CLAIM = "breakwater.embedded.claim.";
    private static final FileAttribute<?> OURS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int PASSWORD_BYTES = 24;
    private static final long MAX_LOG_BYTES = 16L << 20;

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final String claim;
    private final Account account;

    private DataFolder(Path folder, FileChannel lockFile, FileLock lock, String claim) {
        this.claim = claim;
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
        this.account = Account.forOwnerOf(folder);
    }

    /** Takes the folder, which is made if need be, for this process. */
    static DataFolder open(Path where) {
        Path folder = where.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            String claim = CLAIM + folder.toRealPath();
            // A POSIX lock is lost as soon as its process closes any descriptor of the file, so a second opening in the
            // same JVM has to be refused before it touches the file.
            if (System.getProperties().putIfAbsent(claim, "") != null) {
                throw inUse(folder);
            }
            try {
                return locked(folder, claim);
            } catch (IOException | RuntimeException e) {
                System.getProperties().remove(claim);
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot use the folder " + folder, e);
        }
    }

    private static DataFolder locked(Path folder, String claim) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw inUse(folder);
        }
        return new DataFolder(folder, channel, lock, claim);
    }

    private static EmbeddedPostgresException inUse(Path folder) {
        return new EmbeddedPostgresException(
                "another Breakwater uses " + folder + "; stop it first, or name another folder");
    }

    Account account() {
        return account;
    }

    /** Where PostgreSQL keeps its files. */
    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /** The superuser's password. */
    String password() {
        try {
            return Files.readString(folder.resolve("password")).strip();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "the password of the database in " + folder + " cannot be read; restore the file from a backup", e);
        }
    }

    /** Makes the database files unless they are there. A making that was killed leaves nothing that looks finished. */
    void initialise(Binaries binaries, SecureRandom random) {
        try {
            Files.setPosixFilePermissions(
                    folder, PosixFilePermissions.fromString(account.dropped() ? "rwx--x--x" : "rwx------"));
            account.requireReach(folder);
            account.requireReach(binaries.home());
            if (Files.exists(data().resolve("PG_VERSION"))) {
                requireVersion(binaries);
            } else {
                requireNoStranger();
                make(binaries, random);
            }
            trimLog();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot make a database in " + folder, e);
        }
    }

    private void requireVersion(Binaries binaries) throws IOException {
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        if (!binaries.majorVersion().equals(found)) {
            throw new EmbeddedPostgresException("the database in " + folder + " is of PostgreSQL " + found
                    + ", and this is version " + binaries.majorVersion()
                    + "; bring it over with pg_upgrade or a dump, or run the Breakwater that made it");
        }
    }

    private void requireNoStranger() {
        if (Files.exists(data())) {
            throw new EmbeddedPostgresException(
                    data() + " exists and is no database; move it away, or name another folder");
        }
    }

    private void make(Binaries binaries, SecureRandom random) throws IOException {
        Path fresh = folder.resolve("data.new");
        Path passwordFile = folder.resolve("initdb.password");
        Binaries.delete(fresh);
        String password = newPassword(random);
        try {
            Files.createDirectory(
                    fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(passwordFile);
            Files.createFile(passwordFile, OURS_ONLY);
            Files.writeString(passwordFile, password);
            account.own(fresh);
            account.own(passwordFile);
            initdb(binaries, fresh, passwordFile);
            writePassword(password);
            Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordFile);
            Binaries.delete(fresh);
        }
    }

    private void initdb(Binaries binaries, Path fresh, Path passwordFile) {
        Command made = Command.run(account.as(
                binaries.program("initdb"),
                "--pgdata=" + fresh,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (!made.succeeded()) {
            throw new EmbeddedPostgresException("cannot make a database in " + folder + ": " + made.explained());
        }
    }

    private void writePassword(String password) throws IOException {
        Path fresh = folder.resolve("password.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OURS_ONLY);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(password + "\n"));
            channel.force(true);
        }
        Files.move(fresh, folder.resolve("password"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String newPassword(SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void trimLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > MAX_LOG_BYTES) {
            Files.move(log(), folder.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines PostgreSQL wrote. */
    String lastWords() {
        try {
            List<String> lines =
                    Files.exists(log()) ? Files.readAllLines(log(), StandardCharsets.ISO_8859_1) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
            System.getProperties().remove(claim);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot give back the folder " + folder, e);
        }
    }
}
