package io.breakwater.ledger.keys;

import io.breakwater.ledger.files.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder with a fixed set of small files that only their owner may read, and that came into being at once.
 *
 * <p>A new one is filled beside its place and renamed, so a crash leaves either no folder or a whole one. A folder that
 * lacks a file was damaged, and new keys in place of lost ones would hide that.
 */
final class KeyFolder {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);
    private static final int LARGEST = 16 * 1024;

    private final Path folder;

    KeyFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Whether there is nothing yet: no folder, or an empty one. */
    boolean isVacant() {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException unreadable) {
            throw new KeyException("cannot list the key folder " + folder + ": " + why(unreadable), unreadable);
        }
    }

    /** Puts the folder there with these files, all or none. When somebody else was faster, theirs stays. */
    void found(Map<String, String> contents) {
        try {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new KeyException("the root of the file system cannot be a key folder");
            }
            DurableFiles.createPrivateFolders(parent);
            Path beside = Files.createTempDirectory(parent, ".founding-");
            try {
                fill(beside, contents);
                Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.syncFolder(parent);
            } finally {
                discard(beside);
            }
        } catch (IOException failed) {
            if (!isVacant()) {
                return; // The rename failed because somebody else's was first.
            }
            throw new KeyException("cannot found the key folder " + folder + ": " + why(failed), failed);
        }
    }

    private static void fill(Path beside, Map<String, String> contents) throws IOException {
        for (Map.Entry<String, String> file : contents.entrySet()) {
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            DurableFiles.writePrivate(beside.resolve(file.getKey()), bytes);
        }
    }

    private static void discard(Path beside) throws IOException {
        if (!Files.exists(beside)) {
            return;
        }
        try (Stream<Path> files = Files.list(beside)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(beside);
    }

    /**
     * Reads these files.
     *
     * @throws KeyException when the folder or a file is missing, no plain file, readable by others or too large
     */
    Contents read(List<String> names) {
        requirePrivate(folder);
        List<String> missing = names.stream()
                .filter(name -> !Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!missing.isEmpty()) {
            throw new KeyException("the key folder " + folder + " is not whole: it lacks " + missing
                    + ". Restore it from its backup, or move it away to found new keys");
        }
        Map<String, String> contents = new TreeMap<>();
        names.forEach(name -> contents.put(name, content(folder.resolve(name))));
        return new Contents(contents);
    }

    /** What the files hold, by name. */
    record Contents(Map<String, String> texts) {
        /** The text of a file that was read. */
        String text(String name) {
            return Objects.requireNonNull(texts.get(name), name);
        }

        /** Names only: the texts are secrets. */
        @Override
        public String toString() {
            return "Contents" + texts.keySet();
        }
    }

    private String content(Path file) {
        requirePrivate(file);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                throw new KeyException(file + " is not a plain file of at most " + LARGEST + " bytes");
            }
            String text = Files.readString(file);
            if (text.isBlank()) {
                throw new KeyException(file + " is empty. Restore the key folder from its backup");
            }
            return text;
        } catch (IOException unreadable) {
            throw new KeyException("cannot read " + file + ": " + why(unreadable), unreadable);
        }
    }

    private void requirePrivate(Path path) {
        List<PosixFilePermission> open = new ArrayList<>();
        try {
            open.addAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException unreadable) {
            throw new KeyException("cannot read " + path + ": " + why(unreadable), unreadable);
        }
        open.retainAll(OTHERS);
        if (!open.isEmpty()) {
            throw new KeyException(path + " is open to others: " + open + ". Close it with: chmod go= " + folder + " "
                    + folder.resolve("*"));
        }
    }

    private static String why(IOException failure) {
        return failure instanceof AccessDeniedException
                ? "access denied"
                : failure.getClass().getSimpleName() + " " + failure.getMessage();
    }
}
