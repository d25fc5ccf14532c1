package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.evidence.SampleIncident;
import io.breakwater.evidence.TestHouse;
import io.breakwater.ledger.Json;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.TlogProof;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.merkle.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The log on a server, in a folder of tiles, and in a pack: the same questions, the same answers. */
@SuppressWarnings("NullAway.Init")
final class LedgerCommandsTest extends AgainstAStub {
    private SmallLog log;

    @BeforeEach
    void aLogOfFiveFacts() throws IOException {
        log = SmallLog.in(folder);
        log.publishOn(stub);
    }

    private String strangersKey() {
        return LedgerKeys.openOrFound(folder.resolve("other"), "test.invalid/log", new SecureRandom())
                .log()
                .vkey();
    }

    // --- refusals ----------------------------------------------------------------------------------------------------

    @Test
    void alteredFact_isRefused_inAFolderAndOnAServer() throws IOException {
        byte[] bytes = Files.readAllBytes(log.bundle());
        bytes[bytes.length - 3] ^= 1;
        Files.write(log.bundle(), bytes);
        CliRun run = newcomer().run("ledger", "verify", "published", "--log-key", log.key());
        assertThat(run.exit()).isEqualTo(26);
        assertThat(run.code()).isEqualTo("TILE_MISMATCH");
        try (var altered = io.breakwater.cli.talk.StubServer.started()) {
            log.publishOn(altered);
            CliRun served = newcomer().server(altered.url()).line("ledger verify");
            assertThat(served.exit()).isEqualTo(26);
            assertThat(served.code()).isEqualTo("TILE_MISMATCH");
        }
    }

    @Test
    void missingTile_isRefused() throws IOException {
        Files.delete(log.bundle());
        CliRun run = newcomer().run("ledger", "verify", "published", "--log-key", log.key());
        assertThat(run.exit()).isEqualTo(26);
        assertThat(run.code()).isEqualTo("TILE_MISSING");
    }

    @Test
    void logOfAnotherKey_isRefused_howeverTheKeyIsGiven() throws IOException {
        String other = strangersKey();
        file("trust.json", trust(other, 0));
        assertThat(newcomer()
                        .run("ledger", "verify", "published", "--log-key", other)
                        .exit())
                .isEqualTo(26);
        assertThat(newcomer().line("ledger verify published --trust trust.json").exit())
                .isEqualTo(26);
        assertThat(newcomer()
                        .run("ledger", "head", "published", "--log-key", other)
                        .exit())
                .isEqualTo(26);
        assertThat(cli().run("ledger", "verify", "--log-key", other).exit()).isEqualTo(26);
    }

    private String trust(String logKey, int witnesses) {
        return new String(
                Json.canonical(Map.of(
                        "logKeys", List.of(logKey),
                        "packKeys", List.of(log.keys().pack().publicPem()),
                        "witnessKeys", List.of(),
                        "witnessesNeeded", witnesses)),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void serversOwnKey_doesNotVouchForAnotherLog() throws IOException {
        stub.tell("GET /api/v1/ledger/head", 200, "{}");
        try (var liar = io.breakwater.cli.talk.StubServer.started()) {
            log.publishOn(liar);
            liar.tell("GET /api/v1/ledger/head", 200, "{\"key\":\"" + strangersKey() + "\"}");
            newcomer().server(liar.url()).line("ledger head");
            assertThat(newcomer().server(liar.url()).line("ledger verify").exit())
                    .isEqualTo(26);
        }
    }

    @Test
    void folderWithoutAKeyToBelieve_isNotVerified() {
        CliRun run = newcomer().line("ledger verify published");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--log-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a+b+c", "test.invalid/log+00000000+AQ"})
    void keyThatIsNone_isAUsageError(String key) {
        CliRun run = newcomer().run("ledger", "verify", "published", "--log-key", key);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "hello", "{\"logKeys\":[]}"})
    void trustFileWithoutAKey_isAUsageError(String text) throws IOException {
        file("trust.json", text);
        CliRun run = newcomer().line("ledger verify published --trust trust.json");
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
    }

    @Test
    void folderThatIsNoLog_isToldFromALogWithAHole() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        CliRun run = newcomer().line("ledger head empty");
        assertThat(run.exit()).isEqualTo(26);
        assertThat(run.err())
                .isEqualTo("TILE_MISSING: empty holds no checkpoint. Is it the folder the server publishes to?"
                        + System.lineSeparator());
    }

    @Test
    void placeThatIsNotThere_isNamed() {
        CliRun run = newcomer().line("ledger head nowhere");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("nowhere is neither a folder nor a pack");
    }

    @ParameterizedTest
    @CsvSource({"show 5", "show -1", "show x", "proof 5", "proof 99999999999999999999", "show 0x1"})
    void factThatIsNotThere_isNotFound(String typed) {
        CliRun run = newcomer().line("ledger " + typed + " published");
        assertThat(run.exit()).as(run.err()).isIn(2, 4);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void checkpointThatIsCutOff_isRefused() throws IOException {
        Path checkpoint = log.tiles().resolve("checkpoint");
        String text = Files.readString(checkpoint);
        Files.writeString(checkpoint, text.substring(0, text.length() / 2));
        assertThat(newcomer()
                        .run("ledger", "verify", "published", "--log-key", log.key())
                        .exit())
                .isEqualTo(26);
    }

    // --- what holds --------------------------------------------------------------------------------------------------

    @Test
    void intactFolder_isVerifiedWithAPinnedKey() throws IOException {
        CliRun run = newcomer().run("ledger", "verify", "published", "--log-key", log.key(), "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.json().path("verdict").asText()).isEqualTo("INTACT");
        assertThat(run.json().path("size").asInt()).isEqualTo(SmallLog.FACTS);
        assertThat(run.json().path("unpinned").asBoolean()).isFalse();
        file("trust.json", trust(log.key(), 0));
        assertThat(newcomer().line("ledger verify published --trust trust.json").out())
                .startsWith("INTACT  test.invalid/log: 5 facts")
                .hasLineCount(1);
    }

    @Test
    void intactServer_isVerifiedWithItsOwnKey_andThatIsSaid() {
        CliRun run = line("ledger verify");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("INTACT").contains("The key came from the same place as the log");
        assertThat(line("ledger verify --json").json().path("unpinned").asBoolean())
                .isTrue();
    }

    @Test
    void head_saysHowFarItsSignatureWasChecked() {
        assertThat(newcomer().line("ledger head published").out()).contains("signature not checked: give --log-key");
        assertThat(newcomer()
                        .run("ledger", "head", "published", "--log-key", log.key())
                        .out())
                .endsWith("  signature checked" + System.lineSeparator());
        assertThat(line("ledger head").out())
                .contains("  key " + log.key())
                .contains("signature checked, with the key that came from the same place");
    }

    @Test
    void factInAFolder_isShownAsItIs_andItsProofHolds() {
        assertThat(newcomer().line("ledger show 3 published").json().path("id").asText())
                .isEqualTo("f3");
        String proof = newcomer().line("ledger proof 3 published").out();
        TlogProof.parse(proof).verify(Hash.leaf(SmallLog.fact(3)), Trust.in(VerifierKey.parse(log.key())));
        assertThat(newcomer()
                        .line("ledger proof 3 published --json")
                        .json()
                        .path("proof")
                        .asText())
                .isEqualTo(proof.replace(System.lineSeparator(), "\n"));
    }

    @Test
    void factOnAServer_isAskedForByItsNameOrPosition() {
        stub.tell("GET /api/v1/ledger/facts/3", 200, "{\"id\":\"f3\"}");
        stub.tell("GET /api/v1/ledger/proofs/a b", 200, "text/plain", "proof\n".getBytes(), Map.of());
        assertThat(line("ledger show 3").json().path("id").asText()).isEqualTo("f3");
        assertThat(line("ledger proof 'a b'").out().strip()).isEqualTo("proof");
    }

    @Test
    void pack_answersForTheFactsItHolds(@TempDir Path elsewhere) {
        TestHouse house = new TestHouse(elsewhere);
        SampleIncident sample = new SampleIncident(house, "0042", "Checkout 5xx").declare();
        String pack = house.file(house.seal(sample.id())).toString();
        CliRun head = newcomer().run("ledger", "head", pack);
        assertThat(head.exit()).as(head.err()).isZero();
        assertThat(head.out()).contains("key " + house.keys.log().vkey());
        var second = newcomer().run("ledger", "show", "2", pack).json();
        assertThat(second.path("incidentseq").asText()).isEqualTo("2");
        String name = second.path("id").asText();
        assertThat(newcomer().run("ledger", "show", name, pack).json()).isEqualTo(second);
        TlogProof.parse(newcomer().run("ledger", "proof", "2", pack).out())
                .verify(
                        Hash.leaf(Json.canonical(second)),
                        Trust.in(VerifierKey.parse(house.keys.log().vkey())));
        assertThat(newcomer().run("ledger", "show", "999", pack).exit()).isEqualTo(4);
        assertThat(newcomer().run("ledger", "verify", pack).err()).contains("Run `breakwater verify " + pack + "`.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "show 1", "proof 1"})
    void fileThatIsNoPack_isNamed(String typed) throws IOException {
        file("p.zip", "not a zip");
        String command = typed.startsWith("head") ? "ledger head p.zip" : "ledger " + typed + " p.zip";
        CliRun run = newcomer().line(command);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("p.zip is not a pack that can be read");
    }
}
