package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.cli.talk.Documents;
import io.breakwater.ledger.keys.LedgerKeys;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.ledger.merkle.Checkpoint;
import io.breakwater.ledger.merkle.EntryBundle;
import io.breakwater.ledger.merkle.Hash;
import io.breakwater.ledger.merkle.SignedNote;
import io.breakwater.ledger.merkle.TlogProof;
import io.breakwater.ledger.merkle.TreeEdge;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.witness.AddCheckpoint;
import io.breakwater.ledger.witness.Witness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class WitnessAndLedgerTest {
    private static final String ORIGIN = "test.invalid/log";
    private static final int FACTS = 5;

    @TempDir
    Path folder = Path.of("");

    private LedgerKeys keys;
    private SignedNote head;
    private Path tiles = Path.of("");

    @BeforeEach
    void aLogOfFiveFacts() throws IOException {
        keys = LedgerKeys.openOrFound(folder.resolve("keys"), ORIGIN, new SecureRandom());
        List<byte[]> facts = IntStream.range(0, FACTS)
                .mapToObj(i -> ("{\"id\":\"f" + i + "\",\"incidentseq\":\"" + (i + 1) + "\"}")
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
        TreeEdge.Growth growth =
                TreeEdge.empty().append(facts.stream().map(Hash::leaf).toList());
        tiles = folder.resolve("published");
        write("tile/entries/000.p/" + FACTS, EntryBundle.pack(facts));
        for (var tile : growth.tiles()) {
            write(tile.path().path(), tile.bytes());
        }
        head = keys.log().signNote(new Checkpoint(ORIGIN, FACTS, growth.edge().root()).text());
        write("checkpoint", head.format().getBytes(StandardCharsets.UTF_8));
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = tiles.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static JsonNode json(String text) {
        return Documents.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    @Test
    void logWithAnAlteredFact_isRefused() throws IOException {
        Path bundle = tiles.resolve("tile/entries/000.p/" + FACTS);
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length - 3] ^= 1;
        Files.write(bundle, bytes);
        CliRun run = CliRun.in(folder)
                .run("ledger", "verify", "published", "--log-key", keys.log().vkey());
        assertThat(run.exit()).isEqualTo(26);
        assertThat(run.err()).startsWith("TILE_MISMATCH: ");
    }

    @Test
    void logOfAnotherKey_isRefused() {
        LedgerKeys other = LedgerKeys.openOrFound(folder.resolve("other"), ORIGIN, new SecureRandom());
        CliRun run = CliRun.in(folder)
                .run("ledger", "verify", "published", "--log-key", other.log().vkey());
        assertThat(run.exit()).isEqualTo(26);
    }

    @Test
    void folderWithoutAKeyToBelieve_isNotVerified() {
        CliRun run = CliRun.in(folder).run("ledger", "verify", "published");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--log-key");
    }

    @Test
    void factThatIsNotThere_isNotFound() {
        assertThat(CliRun.in(folder).run("ledger", "show", "5", "published").exit())
                .isEqualTo(4);
        assertThat(CliRun.in(folder).run("ledger", "show", "-1", "published").exit())
                .isEqualTo(4);
        assertThat(CliRun.in(folder)
                        .run("ledger", "proof", "99999999999999999999", "published")
                        .exit())
                .isEqualTo(4);
    }

    @Test
    void intactLog_isVerifiedShownAndProven() {
        String key = keys.log().vkey();
        CliRun verified = CliRun.in(folder).run("ledger", "verify", "published", "--log-key", key, "--json");
        assertThat(verified.err()).isEmpty();
        assertThat(json(verified.out()).path("size").asInt()).isEqualTo(FACTS);
        assertThat(CliRun.in(folder).run("ledger", "head", "published").out()).contains("signature not checked");
        assertThat(json(CliRun.in(folder)
                                .run("ledger", "show", "3", "published")
                                .out())
                        .path("id")
                        .asText())
                .isEqualTo("f3");
        String proof =
                CliRun.in(folder).run("ledger", "proof", "3", "published").out();
        TlogProof.parse(proof)
                .verify(
                        Hash.leaf("{\"id\":\"f3\",\"incidentseq\":\"4\"}".getBytes(StandardCharsets.UTF_8)),
                        Trust.in(keys.log().key()));
    }

    @Test
    void witnessWithoutALog_onlyTellsItsKey() {
        CliRun run = CliRun.in(folder).run("witness", "--key-folder", "w", "--name", "w.invalid", "--json");
        assertThat(run.exit()).isZero();
        assertThat(json(run.out()).path("key").asText()).startsWith("w.invalid+");
    }

    @Test
    void witnessWithAMalformedKey_isRefused() {
        CliRun run = CliRun.in(folder).run("witness", "--key-folder", "w", "--log", "nonsense");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void listener_boundsBodiesAndCosignsOverHttp() throws Exception {
        NoteSigner signer = WitnessKeys.openOrFound(folder.resolve("w/key"), "w.invalid", new SecureRandom());
        try (Witness witness = Witness.open(
                        signer,
                        List.of(Trust.in(keys.log().key())),
                        folder.resolve("w/heads"),
                        InstantSource.system());
                WitnessListener listener = WitnessListener.open(witness, new InetSocketAddress("127.0.0.1", 0))) {
            assertThat(post(listener, "/add-checkpoint", new byte[AddCheckpoint.LONGEST + 1])
                            .statusCode())
                    .isEqualTo(413);
            assertThat(post(listener, "/elsewhere", new byte[1]).statusCode()).isEqualTo(404);
            assertThat(post(listener, "/add-checkpoint", "nonsense".getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(400);
            HttpResponse<String> cosigned =
                    post(listener, "/add-checkpoint", new AddCheckpoint(0, List.of(), head).format());
            assertThat(cosigned.statusCode()).isEqualTo(200);
            assertThat(cosigned.body()).startsWith("— w.invalid ");
        }
    }

    private static HttpResponse<String> post(WitnessListener listener, String path, byte[] body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(listener.url() + path))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
