package io.breakwater.ledger.witness;

import io.breakwater.ledger.Hashes;
import io.breakwater.ledger.files.DurableFiles;
import io.breakwater.ledger.merkle.SignedNote;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a witness remembers: per log the last head it cosigned, in one file each, in a folder that belongs to one process
 * at a time.
 */
final class WitnessMemory implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private WitnessMemory(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** @throws IOException also when another witness runs on the folder: two of them could sign two histories */
    static WitnessMemory open(Path folder) throws IOException {
        DurableFiles.createPrivateFolders(folder);
        FileChannel lockFile =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new IOException("another witness runs on " + folder);
        }
        return new WitnessMemory(folder, lockFile);
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** The head of the log with this origin, with the witness's own cosignature. */
    Optional<SignedNote> recall(String origin) throws IOException {
        return recallByHash(originHash(origin));
    }

    Optional<SignedNote> recallByHash(String originHash) throws IOException {
        Path file = folder.resolve(originHash);
        return Files.exists(file) ? Optional.of(SignedNote.parse(Files.readAllBytes(file))) : Optional.empty();
    }

    /** Durable when it returns. */
    void remember(String origin, SignedNote head) throws IOException {
        DurableFiles.write(folder.resolve(originHash(origin)), head.format().getBytes(StandardCharsets.UTF_8));
    }

    static String originHash(String origin) {
        return Hashes.sha256Hex(origin.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
