package io.breakwater.connect.s3;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which fetched objects lie until they have been read: for us alone, of bounded size, empty at the start. No
 * name in it comes from outside.
 */
final class Spool {
    private final Path folder;
    private final long most;
    private final Map<Path, Long> rooms = new HashMap<>();
    private boolean prepared;
    private long taken;
    private long made;

    Spool(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    long most() {
        return most;
    }

    synchronized boolean hasRoomFor(long size) {
        return size <= most - taken;
    }

    /** Makes the folder, the first time. What a process that was killed has left behind in it is fetched again. */
    synchronized void prepare() throws IOException {
        if (prepared) {
            return;
        }
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        prepared = true;
    }

    /**
     * A new, empty file for as many bytes; none when there is no room for them now.
     *
     * @throws IOException when the folder cannot be written
     */
    synchronized Optional<Path> file(long size) throws IOException {
        if (!hasRoomFor(size)) {
            return Optional.empty();
        }
        made++;
        Path file = Files.createFile(
                folder.resolve(made + ".log"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        rooms.put(file, size);
        taken += size;
        return Optional.of(file);
    }

    synchronized void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        Long size = rooms.remove(file);
        taken -= size == null ? 0 : size;
    }
}
