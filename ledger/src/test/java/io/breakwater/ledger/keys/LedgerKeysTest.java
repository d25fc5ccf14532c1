package io.breakwater.ledger.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.NoteAlgorithm;
import io.breakwater.ledger.merkle.ProofException;
import io.breakwater.ledger.merkle.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("R67: the keys of the house are founded once, whole, and for their owner's eyes only")
class LedgerKeysTest {
    private static final String ORIGIN = "breakwater.example/log";

    @TempDir
    private Path temp;

    private final SecureRandom random = new SecureRandom();

    private Path folder() {
        return temp.resolve("data").resolve("keys");
    }

    private LedgerKeys openOrFound() {
        return LedgerKeys.openOrFound(folder(), ORIGIN, random);
    }

    @Test
    void keysThatAreNotThere_areNotOpened() {
        assertThatThrownBy(() -> LedgerKeys.open(folder(), random)).isInstanceOf(KeyException.class);
        assertThat(folder()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"origin", "log.pem", "pack.pem", "sealing.key"})
    void aFolderThatLacksAFile_isRefused_andNamesIt(String file) throws IOException {
        openOrFound();
        Files.delete(folder().resolve(file));
        assertThatThrownBy(this::openOrFound)
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("is not whole: it lacks [" + file + "]")
                .hasMessageContaining("backup");
        assertThat(folder().resolve(file)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"origin", "log.pem", "pack.pem", "sealing.key"})
    void anEmptyFile_isRefused(String file) throws IOException {
        openOrFound();
        Files.writeString(folder().resolve(file), "");
        assertThatThrownBy(this::openOrFound).isInstanceOf(KeyException.class).hasMessageContaining("is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log.pem", "pack.pem", "sealing.key"})
    void aFileThatIsNoKey_isRefused_andNotQuoted(String file) throws IOException {
        openOrFound();
        Files.writeString(folder().resolve(file), "-----BEGIN PRIVATE KEY-----\n!secret!\n");
        assertThatThrownBy(this::openOrFound)
                .isInstanceOf(KeyException.class)
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x", "rw-rw-rw-"})
    void aKeyThatOthersCanReach_isRefused(String permissions) throws IOException {
        openOrFound();
        Path key = folder().resolve("log.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(this::openOrFound)
                .isInstanceOf(KeyException.class)
                .hasMessageContaining(key + " is open to others")
                .hasMessageContaining("chmod go=");
    }

    @Test
    void aFolderThatOthersCanEnter_isRefused() throws IOException {
        openOrFound();
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(this::openOrFound).isInstanceOf(KeyException.class).hasMessageContaining("open to others");
    }

    @Test
    void aKeyThatIsALink_isRefused() throws IOException {
        openOrFound();
        Path key = folder().resolve("log.pem");
        Path elsewhere = Files.move(key, temp.resolve("elsewhere"));
        Files.createSymbolicLink(key, elsewhere);
        assertThatThrownBy(this::openOrFound).isInstanceOf(KeyException.class);
    }

    @Test
    void theKeysOfAnotherLog_areRefused() {
        openOrFound();
        assertThatThrownBy(() -> LedgerKeys.openOrFound(folder(), "other.example", random))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("belongs to the log breakwater.example/log, not to other.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a+b", "line\nbreak"})
    void anOriginThatNoNoteMayHave_foundsNothing(String origin) {
        assertThatThrownBy(() -> LedgerKeys.openOrFound(folder(), origin, random))
                .isInstanceOf(ProofException.class);
        assertThat(folder()).doesNotExist();
    }

    @Test
    void whatIsFounded_isForTheOwnerOnly_andLeavesNothingBeside() throws IOException {
        openOrFound();
        assertThat(permissions(folder())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
        try (Stream<Path> beside = Files.list(folder().getParent())) {
            assertThat(beside).containsExactly(folder());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void anEmptyFolder_isFoundedIn() throws IOException {
        Files.createDirectories(folder());
        openOrFound();
        assertThat(permissions(folder())).isEqualTo("rwx------");
    }

    @Test
    void openedAgain_theKeysAreTheSame() {
        LedgerKeys founded = openOrFound();
        LedgerKeys opened = LedgerKeys.open(folder(), random);
        assertThat(opened.origin()).isEqualTo(ORIGIN);
        assertThat(opened.log().vkey()).isEqualTo(founded.log().vkey());
        assertThat(opened.pack().publicPem()).isEqualTo(founded.pack().publicPem());
        byte[] sealed = founded.sealing().seal(new byte[] {1, 2}, "GR-1");
        assertThat(opened.sealing().open(sealed, "GR-1")).containsExactly(1, 2);
    }

    @Test
    void eightFounders_agreeOnOneSetOfKeys() throws Exception {
        ExecutorService founders = Executors.newFixedThreadPool(8);
        try {
            Callable<String> founding = () -> openOrFound().log().vkey();
            List<Future<String>> vkeys = founders.invokeAll(java.util.Collections.nCopies(8, founding));
            String first = vkeys.get(0).get();
            for (Future<String> vkey : vkeys) {
                assertThat(vkey.get()).isEqualTo(first);
            }
        } finally {
            founders.shutdownNow();
        }
    }

    @Test
    void whatTheLogKeySigns_theJdkVerifies() {
        NoteSigner log = openOrFound().log();
        Checkpoint head = new Checkpoint(ORIGIN, 1, Hash.leaf(new byte[0]));
        assertThat(Trust.in(log.key()).open(log.signNote(head.text()))).isEqualTo(head);
        assertThat(log.algorithm()).isEqualTo(NoteAlgorithm.ED25519);
    }

    @Test
    void keysDoNotPrintTheirSecrets() throws IOException {
        LedgerKeys keys = openOrFound();
        String secret = Files.readAllLines(folder().resolve("log.pem")).get(1);
        assertThat(keys.log() + " " + keys.pack() + " " + keys.sealing())
                .doesNotContain(secret)
                .contains(keys.log().vkey());
    }

    @Test
    void aWitnessHasItsOwnFolder_andItsOwnKind() throws IOException {
        Path folder = temp.resolve("witness");
        NoteSigner witness = WitnessKeys.openOrFound(folder, "w.example", random);
        assertThat(witness.algorithm()).isEqualTo(NoteAlgorithm.COSIGNATURE_V1);
        assertThat(WitnessKeys.openOrFound(folder, "w.example", random).vkey()).isEqualTo(witness.vkey());
        assertThatThrownBy(() -> WitnessKeys.openOrFound(folder, "v.example", random))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("belongs to the witness w.example");
        Files.delete(folder.resolve("witness.pem"));
        assertThatThrownBy(() -> WitnessKeys.openOrFound(folder, "w.example", random))
                .hasMessageContaining("lacks [witness.pem]");
    }
}
