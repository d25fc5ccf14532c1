package io.breakwater.ledger.foreign;

import io.breakwater.ledger.files.DurableFiles;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.LogVerifier;
import io.breakwater.ledger.merkle.ProofBuilder;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.Tile;
import io.breakwater.ledger.merkle.TileFolder;
import io.breakwater.ledger.merkle.TileSource;
import io.breakwater.ledger.merkle.TlogProof;
import io.breakwater.ledger.merkle.TreeEdge;
import io.breakwater.ledger.merkle.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Writes a signed log of so many entries into a folder, in uneven steps as a server would, and one proof beside it. */
public final class WriteLog {
    private static final String ORIGIN = "breakwater.example/foreign";

    private final Path folder;
    private final NoteSigner signer;
    private TreeEdge edge = TreeEdge.empty();

    private WriteLog(Path folder, NoteSigner signer) {
        this.folder = folder;
        this.signer = signer;
    }

    /** Arguments: an empty folder, the number of entries. Writes {@code log/}, {@code vkey} and {@code *.tlog-proof}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int size = Integer.parseInt(arguments[1]);
        LedgerKeys keys = LedgerKeys.openOrFound(folder.resolve("keys"), ORIGIN, new SecureRandom());
        Files.writeString(folder.resolve("vkey"), keys.log().vkey() + "\n");
        new WriteLog(Files.createDirectories(folder.resolve("log")), keys.log()).write(size, folder);
    }

    private void write(int size, Path beside) throws IOException {
        for (int step = 1; edge.size() < size; step = step * 3 + 1) {
            append((int) Math.min(step, size - edge.size()));
        }
        TileFolder log = new TileFolder(folder);
        new LogVerifier(Trust.in(signer.key())).verify(log);
        SignedNote head = SignedNote.parse(log.read(TileSource.CHECKPOINT).orElseThrow());
        ProofBuilder builder = new ProofBuilder(log, size);
        for (int index : new int[] {0, size / 3, size - 1}) {
            String proof = TlogProof.of(builder, index, head).format();
            Files.writeString(beside.resolve(index + ".tlog-proof"), proof);
        }
    }

    private void append(int count) throws IOException {
        List<byte[]> before =
                edge.size() % 256 == 0 ? List.of() : TreeEdge.unfinishedBundle(new TileFolder(folder), edge.size());
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(edge.size() + i));
        }
        TreeEdge.Growth growth = edge.append(entries.stream().map(Hash::leaf).toList());
        TreeEdge.bundles(edge.size(), before, entries).forEach(this::put);
        growth.tiles().forEach(this::put);
        edge = growth.edge();
        String head = signer.signNote(new Checkpoint(ORIGIN, edge.size(), edge.root()).text())
                .format();
        DurableFiles.write(folder.resolve(TileSource.CHECKPOINT), head.getBytes(StandardCharsets.UTF_8));
    }

    /** Length varies, from none at all, so that a wrong length prefix shows. */
    private static byte[] entry(long index) {
        return index % 50 == 7
                ? new byte[0]
                : ("{\"entry\":" + index + ",\"text\":\"" + "x".repeat((int) (index % 300)) + "\"}")
                        .getBytes(StandardCharsets.UTF_8);
    }

    private void put(Tile tile) {
        try {
            Path file = folder.resolve(tile.path().path());
            Files.createDirectories(file.getParent());
            Files.write(file, tile.bytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
