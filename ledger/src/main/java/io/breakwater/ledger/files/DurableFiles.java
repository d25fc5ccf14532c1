package io.breakwater.ledger.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Files that survive a crash: written beside their place, forced to the disk, renamed into place, and the folder forced
 * too. A reader sees the old bytes or the new ones, never a part.
 */
public final class DurableFiles {
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PUBLIC_FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    private DurableFiles() {}

    /** Writes a file that anybody may read. The folder has to be there. */
    public static void write(Path file, byte[] bytes) throws IOException {
        place(file, bytes);
        syncFolder(folderOf(file));
    }

    /** As {@link #write}, for many files: their folders have to be given to {@link #syncFolder} before any is relied on. */
    public static void place(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, PUBLIC_FILE);
    }

    /** Writes a file that only its owner may read. The folder has to be there. */
    public static void writePrivate(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, PRIVATE_FILE);
        syncFolder(folderOf(file));
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    private static void replace(Path file, byte[] bytes, Set<PosixFilePermission> permissions) throws IOException {
        Path beside = Files.createTempFile(folderOf(file), ".writing-", ".tmp", attribute(PRIVATE_FILE));
        try {
            fill(beside, bytes);
            Files.setPosixFilePermissions(beside, permissions);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void fill(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Makes the names in a folder durable. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Creates a folder, and those above it, that only its owner may enter. */
    public static void createPrivateFolders(Path folder) throws IOException {
        Files.createDirectories(folder, attribute(PRIVATE_FOLDER));
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
