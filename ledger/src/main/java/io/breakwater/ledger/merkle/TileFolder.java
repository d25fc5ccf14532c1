package io.breakwater.ledger.merkle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A log in a folder. Only the paths of a log are read, nothing outside the folder (not through links either), and
 * nothing larger than what it claims to be.
 */
public final class TileFolder implements TileSource {
    private static final long LARGEST_BUNDLE = (long) TilePath.FULL * (2 + EntryBundle.LONGEST_ENTRY);

    private final Path folder;

    /** @throws UncheckedIOException when there is no such folder */
    public TileFolder(Path folder) {
        try {
            this.folder = folder.toRealPath();
        } catch (IOException missing) {
            throw new UncheckedIOException("no folder " + folder, missing);
        }
    }

    /** @throws ProofException {@code PATH_MALFORMED}, {@code TOO_LARGE} */
    @Override
    public Optional<byte[]> read(String path) {
        long largest = largest(path);
        Path file = folder.resolve(path);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(contained(file, path, largest));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + path + " in " + folder, unreadable);
        }
    }

    /** The parser of paths is the wall: it lets nothing through that is not the one spelling of a place in a log. */
    private static long largest(String path) {
        if (path.equals(CHECKPOINT)) {
            return SignedNote.LARGEST;
        }
        TilePath tile = TilePath.parse(path);
        return tile.isEntries() ? LARGEST_BUNDLE : (long) tile.width() * Hash.SIZE;
    }

    private byte[] contained(Path file, String path, long largest) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(folder) || !Files.isRegularFile(real)) {
            throw new ProofException(
                    ProofException.Reason.PATH_MALFORMED, path + " leads out of the folder or is no file");
        }
        if (Files.size(real) > largest) {
            throw new ProofException(ProofException.Reason.TOO_LARGE, path + " is larger than " + largest + " bytes");
        }
        return Files.readAllBytes(real);
    }
}
