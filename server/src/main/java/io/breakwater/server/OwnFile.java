package io.breakwater.server;

import io.breakwater.ledger.files.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** A file that only its owner may read, written whole or not at all. */
final class OwnFile {
    private OwnFile() {}

    static void write(Path file, String text) {
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
            if (!Files.isDirectory(folder)) {
                DurableFiles.createPrivateFolders(folder);
            }
            DurableFiles.writePrivate(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    /** A folder whose files may be reached by name by the account the embedded database runs under, and not listed. */
    static void passableFolder(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be made", e);
        }
    }
}
