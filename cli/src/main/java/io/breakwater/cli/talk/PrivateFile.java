package io.breakwater.cli.talk;

import io.breakwater.ledger.files.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Files and folders that are their owner's alone, from the moment they exist. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Writes beside and renames, so that no reader sees half a file and no moment has wider rights. */
    public static void write(Path file, String text) {
        try {
            folder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            DurableFiles.writePrivate(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw new Failure("NOT_WRITTEN", file + " cannot be written", "Check the folder and the disk.", Exit.USAGE);
        }
    }

    /** The folder, made when it is missing. */
    public static Path folder(Path folder) {
        try {
            return Files.isDirectory(folder) ? folder : Files.createDirectories(folder, rights("rwx------"));
        } catch (IOException unwritable) {
            throw new Failure("NOT_WRITTEN", folder + " cannot be made", "Check the folder above it.", Exit.USAGE);
        }
    }

    /**
     * The folder, made when it is missing so that others may pass through it but see nothing of it: the database of a
     * server that root runs has another user.
     */
    public static Path passableFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
            passableFolder(above);
        }
        try {
            Files.createDirectory(folder, rights("rwx--x--x"));
            if (hasRights()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            }
            return folder;
        } catch (IOException unwritable) {
            throw new Failure("NOT_WRITTEN", folder + " cannot be made", "Check the folder above it.", Exit.USAGE);
        }
    }

    /** Whether any user may pass through the folder and all above it. */
    public static boolean everybodyMayPass(Path folder) {
        if (!hasRights()) {
            return false;
        }
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            try {
                if (Files.exists(at)
                        && !Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            } catch (IOException unknown) {
                return false;
            }
        }
        return true;
    }

    /** Whether the files of this machine have an owner, a group and others. */
    private static boolean hasRights() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] rights(String rights) {
        return hasRights()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
