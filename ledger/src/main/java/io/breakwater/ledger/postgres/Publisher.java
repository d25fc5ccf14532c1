package io.breakwater.ledger.postgres;

import io.breakwater.ledger.files.DurableBatch;
import io.breakwater.ledger.files.DurableFiles;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.NoteSignature;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TileFolder;
import io.breakwater.ledger.merkle.TilePath;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The published log: a folder in the layout of C2SP tlog-tiles, which the database cannot take back.
 *
 * <p>Entry bundles and tiles come first, at the same time, then the checkpoint, each by an atomic rename after fsync, so
 * that a checkpoint never names what cannot be read. Reading the published checkpoint, comparing and replacing it happen
 * under a lock on the folder, so that two processes cannot go back and forth.
 */
final class Publisher {
    private static final int LEVELS = 8;

    private final Path folder;
    private final TileSource tiles;
    private final NoteSigner signer;
    private final Trust trust;

    Publisher(Path folder, TileSource tiles, NoteSigner signer) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        // Facts name people. Who lets others read them opens this folder; what is in it is readable then.
        if (!Files.isDirectory(this.folder)) {
            DurableFiles.createPrivateFolders(this.folder);
        }
        this.tiles = tiles;
        this.signer = signer;
        this.trust = Trust.in(signer.key());
    }

    /** Something done while nobody else publishes here. */
    private interface Act<T> {
        T run() throws IOException, RolledBack;
    }

    /**
     * Signs the committed tree of this size and publishes it, unless that was done.
     *
     * @return the checkpoint as it now stands
     * @throws RolledBack when what is published does not lead to this tree; then nothing was signed
     */
    SignedNote publish(long size, Hash root) throws IOException, RolledBack {
        return alone(() -> {
            Optional<SignedNote> published = published();
            long from = requireOurs(published, size);
            if (published.isPresent() && from == size) {
                return published.get();
            }
            write(from, size);
            SignedNote note = signer.signNote(new Checkpoint(trust.origin(), size, root).text());
            writeCheckpoint(note);
            return note;
        });
    }

    /** Adds a witness's cosignature to the published checkpoint, if that is still the one that was cosigned. */
    void cosigned(String text, NoteSignature cosignature) throws IOException {
        try {
            alone(() -> {
                Optional<SignedNote> now =
                        published().filter(note -> note.text().equals(text));
                if (now.isPresent() && !has(now.get(), cosignature)) {
                    writeCheckpoint(now.get().with(cosignature));
                }
                return now;
            });
        } catch (RolledBack e) {
            // What is published is not ours any more: the next publication says so.
        }
    }

    /** Whether this signer signed already; one signature of each, though a witness that is asked twice answers twice. */
    static boolean has(SignedNote note, NoteSignature signature) {
        return note.signatures().stream()
                .anyMatch(other -> other.name().equals(signature.name()) && other.keyId() == signature.keyId());
    }

    /** The size of what is published, 0 for nothing; it has our signature and is the beginning of our tree. */
    private long requireOurs(Optional<SignedNote> published, long size) throws RolledBack {
        if (published.isEmpty()) {
            return 0;
        }
        Checkpoint head;
        try {
            head = trust.open(published.get());
        } catch (ProofException e) {
            throw new RolledBack(0, size, "the published checkpoint is not ours: " + e.getMessage());
        }
        if (head.size() > size) {
            throw new RolledBack(
                    head.size(),
                    size,
                    "the published log has " + head.size() + " entries and the database only " + size
                            + ": the database was restored from an older backup");
        }
        if (!ownRoot(head, size).equals(head.root())) {
            throw new RolledBack(
                    head.size(),
                    size,
                    "the published log of " + head.size()
                            + " entries is not the beginning of the database's: the database was restored or altered");
        }
        return head.size();
    }

    private Hash ownRoot(Checkpoint head, long size) throws RolledBack {
        try {
            return head.size() == 0 ? Hash.EMPTY_ROOT : new ProofBuilder(tiles, head.size()).root();
        } catch (ProofException e) {
            throw new RolledBack(
                    head.size(),
                    size,
                    "the tiles in the database are not those of the published log: " + e.getMessage()
                            + ": the database was altered");
        }
    }

    private Optional<SignedNote> published() throws IOException, RolledBack {
        Path file = folder.resolve(TileSource.CHECKPOINT);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return new TileFolder(folder).read(TileSource.CHECKPOINT).map(SignedNote::parse);
        } catch (ProofException e) {
            throw new RolledBack(0, 0, "the published checkpoint cannot be read: " + e.getMessage());
        }
    }

    private void writeCheckpoint(SignedNote note) throws IOException {
        DurableFiles.write(folder.resolve(TileSource.CHECKPOINT), note.format().getBytes(StandardCharsets.UTF_8));
    }

    private void write(long from, long size) throws IOException {
        List<Path> full = new ArrayList<>();
        Set<Path> touched = new LinkedHashSet<>();
        try (DurableBatch batch = new DurableBatch()) {
            for (TilePath tile : grown(from, size)) {
                Path file = write(tile, batch);
                touch(file, touched);
                if (tile.isFull()) {
                    full.add(file);
                }
            }
            batch.await();
        }
        for (Path file : full) {
            removePartial(Path.of(file + ".p"));
        }
        // Each once, and before the checkpoint that makes readers look for what is in them.
        for (Path names : touched) {
            DurableFiles.syncFolder(names);
        }
    }

    /** Every bundle and tile that the growth filled or touched. */
    private static List<TilePath> grown(long from, long size) {
        List<TilePath> grown = new ArrayList<>();
        addLevel(TilePath.ENTRIES, from, size, 1, grown);
        long perHash = 1;
        for (int level = 0; level < LEVELS && size / perHash > 0; level++, perHash *= TilePath.FULL) {
            addLevel(level, from, size, perHash, grown);
        }
        return grown;
    }

    private static void addLevel(int level, long from, long size, long perHash, List<TilePath> grown) {
        long first = from / perHash / TilePath.FULL;
        long hashes = size / perHash;
        for (long index = first; index * TilePath.FULL < hashes; index++) {
            grown.add(TilePath.inTree(level, index, size));
        }
    }

    private void touch(Path file, Set<Path> touched) {
        Path names = folder;
        for (Path part : folder.relativize(file)) {
            touched.add(names);
            names = names.resolve(part);
        }
    }

    private Path write(TilePath path, DurableBatch batch) throws IOException {
        byte[] bytes = tiles.read(path.path())
                .orElseThrow(() -> new IOException(path + " is missing in the database: it was altered"));
        Path file = folder.resolve(path.path());
        Files.createDirectories(file.getParent());
        batch.place(file, bytes);
        return file;
    }

    /** Partial tiles may go once the full one is there (tlog-tiles, "Partial Tiles"). */
    private static void removePartial(Path partial) throws IOException {
        if (!Files.isDirectory(partial)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(partial)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(partial);
    }

    /** A file lock holds between processes; within one JVM a second holder has to try again. */
    private synchronized <T> T alone(Act<T> act) throws IOException, RolledBack {
        try (FileChannel file =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(file);
            return act.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void lock(FileChannel file) throws IOException {
        while (true) {
            try {
                file.lock();
                return;
            } catch (OverlappingFileLockException e) {
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the published folder", e);
        }
    }
}
