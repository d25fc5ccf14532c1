package io.breakwater.ledger.merkle;

import static io.breakwater.ledger.merkle.ProofException.Reason.NO_KNOWN_SIGNATURE;
import static io.breakwater.ledger.merkle.ProofException.Reason.PATH_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.ROOT_MISMATCH;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MALFORMED;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MISMATCH;
import static io.breakwater.ledger.merkle.ProofException.Reason.TILE_MISSING;
import static io.breakwater.ledger.merkle.ProofException.Reason.TOO_LARGE;
import static io.breakwater.ledger.merkle.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R67: a whole log in a folder, and the first thing that is wrong with it")
class LogVerifierTest {
    private static final String ORIGIN = "a.example/log";

    @TempDir
    private Path folder;

    private final MemoryLog log = MemoryLog.random(31, 600);
    private final TestKeys keys = TestKeys.log(ORIGIN);
    private final LogVerifier verifier = new LogVerifier(Trust.in(keys.key()));

    @BeforeEach
    void write() throws IOException {
        log.put("checkpoint", keys.note(log.head(ORIGIN).text()).format());
        for (Map.Entry<String, byte[]> file : log.files().entrySet()) {
            put(file.getKey(), file.getValue());
        }
    }

    private void put(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private byte[] flipped(String path, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(path));
        bytes[at] ^= 4;
        return bytes;
    }

    private void verify() {
        verifier.verify(new TileFolder(folder));
    }

    @Test
    void theLogAsWritten_holds() {
        verify();
    }

    @Test
    void anEmptyLog_holds() {
        MemoryLog empty = new MemoryLog();
        empty.put("checkpoint", keys.note(empty.head(ORIGIN).text()).format());
        verifier.verify(empty);
    }

    @Test
    void anEntryChanged_isNamed() throws IOException {
        int at = 2 + log.entries().get(256).length - 1;
        put("tile/entries/001", flipped("tile/entries/001", at));
        assertRefused(TILE_MISMATCH, "entry 256 is not the one whose hash the tree holds", this::verify);
    }

    @Test
    void anEntryAndItsLeafChanged_showInTheLevelAbove() throws IOException {
        List<byte[]> bundle = EntryBundle.unpack(log.read("tile/entries/000").orElseThrow());
        List<byte[]> forged = new java.util.ArrayList<>(bundle);
        forged.set(9, new byte[] {9});
        put("tile/entries/000", EntryBundle.pack(forged));
        byte[] tile = log.read("tile/0/000").orElseThrow().clone();
        System.arraycopy(Hash.leaf(new byte[] {9}).bytes(), 0, tile, 9 * 32, 32);
        put("tile/0/000", tile);
        assertRefused(TILE_MISMATCH, "tile/1/000.p/2 is not what the level below hashes to", this::verify);
    }

    @Test
    void everythingRewrittenButTheHead_isRefusedByTheRoot() throws IOException {
        MemoryLog forged = MemoryLog.random(32, 600);
        for (Map.Entry<String, byte[]> file : forged.files().entrySet()) {
            put(file.getKey(), file.getValue());
        }
        assertThatThrownBy(this::verify)
                .hasMessageStartingWith("the tiles lead to ")
                .isInstanceOfSatisfying(
                        ProofException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(ROOT_MISMATCH));
    }

    @Test
    void everythingRewrittenAndSignedByAnother_isRefusedByTheSignature() throws IOException {
        put(
                "checkpoint",
                TestKeys.log(ORIGIN).note(log.head(ORIGIN).text()).format().getBytes("UTF-8"));
        assertRefused(NO_KNOWN_SIGNATURE, this::verify);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkpoint",
                "tile/0/000",
                "tile/0/001",
                "tile/0/002.p/88",
                "tile/1/000.p/2",
                "tile/entries/000",
                "tile/entries/001",
                "tile/entries/002.p/88"
            })
    void aMissingFile_isNamed(String path) throws IOException {
        Files.delete(folder.resolve(path));
        assertRefused(TILE_MISSING, path + " is missing", this::verify);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"})
    void everyHashOfEveryTile_counts(String path) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(path));
        for (int at = 5; at < bytes.length; at += 32) {
            put(path, flipped(path, at));
            assertRefused(TILE_MISMATCH, this::verify);
            put(path, bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"})
    void aTileCutShort_isNamed(String path) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(path));
        put(path, java.util.Arrays.copyOf(bytes, bytes.length - 32));
        assertRefused(TILE_MALFORMED, this::verify);
    }

    @Test
    void aBundleWithAnEntryLess_isNamed() throws IOException {
        put("tile/entries/002.p/88", EntryBundle.pack(log.entries().subList(512, 599)));
        assertRefused(TILE_MALFORMED, "tile/entries/002.p/88 has 87 entries", this::verify);
    }

    @Test
    void aTileThatIsTooLarge_isNotRead() throws IOException {
        put("tile/0/000", new byte[8193]);
        assertRefused(TOO_LARGE, "tile/0/000 is larger than 8192 bytes", this::verify);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "/etc/passwd",
                "tile/../../secret",
                "tile/0/../../../secret",
                "tile/0/000/..",
                "./checkpoint",
                "checkpoint/",
                "checkpoint.1",
                "",
                "."
            })
    void aPathThatIsNoneOfALog_isNotRead(String path) {
        assertRefused(PATH_MALFORMED, () -> new TileFolder(folder).read(path));
    }

    @Test
    void aLinkOutOfTheFolder_isNotFollowed(@TempDir Path outside) throws IOException {
        Path secret = Files.write(outside.resolve("secret"), new byte[8192]);
        Files.delete(folder.resolve("tile/0/000"));
        Files.createSymbolicLink(folder.resolve("tile/0/000"), secret);
        assertRefused(PATH_MALFORMED, "tile/0/000 leads out of the folder or is no file", this::verify);
    }

    @Test
    void aFolderInPlaceOfAFile_isNotRead() throws IOException {
        Files.delete(folder.resolve("tile/0/000"));
        Files.createDirectories(folder.resolve("tile/0/000"));
        assertRefused(PATH_MALFORMED, this::verify);
    }

    @Test
    void aFolderThatIsNotThere_isSaid() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> new TileFolder(missing)).isInstanceOf(UncheckedIOException.class);
    }
}
