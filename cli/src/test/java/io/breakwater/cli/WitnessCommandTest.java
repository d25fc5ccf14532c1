package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.Documents;
import io.breakwater.ledger.keys.NoteSigner;
import io.breakwater.ledger.keys.WitnessKeys;
import io.breakwater.ledger.merkle.Trust;
import io.breakwater.ledger.witness.AddCheckpoint;
import io.breakwater.ledger.witness.Witness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
final class WitnessCommandTest {
    @TempDir
    Path folder = Path.of("");

    private SmallLog log;

    @BeforeEach
    void aLog() throws IOException {
        log = SmallLog.in(folder);
    }

    private CliRun witness(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("witness", "--key-folder", "w"));
        words.addAll(List.of(more));
        return CliRun.in(folder).run(words.toArray(String[]::new));
    }

    @Test
    void withoutALog_itOnlyTellsItsKey_andTheKeyStays() {
        CliRun first = witness("--name", "w.invalid", "--json");
        assertThat(first.exit()).isZero();
        assertThat(first.json().path("key").asText()).startsWith("w.invalid+");
        assertThat(witness("--name", "w.invalid", "--json").json()).isEqualTo(first.json());
        assertThat(witness("--name", "w.invalid").out()).contains("It watches nothing: give --log.");
    }

    @Test
    void malformedKeyOfALog_isRefusedBeforeAKeyOfItsOwnIsFounded() {
        CliRun run = witness("--log", "nonsense");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("breakwater ledger head --json");
        assertThat(folder.resolve("w")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7481", ":7481", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:65536", "127.0.0.1:123456"})
    void placeToListenThatIsNone_isRefusedBeforeAKeyOfItsOwnIsFounded(String listen) {
        CliRun run = witness("--log", log.key(), "--listen", listen);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--listen is HOST:PORT");
        assertThat(folder.resolve("w")).doesNotExist();
    }

    @Test
    void portThatIsTaken_isSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CliRun run = witness("--log", log.key(), "--listen", "127.0.0.1:" + taken.getLocalPort());
            assertThat(run.exit()).isEqualTo(6);
            assertThat(run.code()).isEqualTo("WITNESS_NOT_STARTED");
            assertThat(run.err()).contains("Check --listen and --key-folder.");
        }
    }

    @Test
    void keyFolderThatCannotBeMade_isNamed() throws IOException {
        Files.writeString(folder.resolve("w"), "a file");
        CliRun run = witness("--json");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.code()).isEqualTo("NOT_WRITTEN");
    }

    @Test
    void keyFolderIsRequired() {
        assertThat(CliRun.in(folder).line("witness").err()).contains("--key-folder");
    }

    @Test
    void asAProcess_itCosignsWhatContinuesTheLog_andStopsWhenToldTo() throws Exception {
        ToolProcess tool = ToolProcess.start(
                folder,
                Map.of(),
                "witness",
                "--json",
                "--key-folder",
                "w",
                "--name",
                "w.invalid",
                "--log",
                log.key(),
                "--listen",
                "127.0.0.1:0");
        String url = announced(tool);
        HttpResponse<String> cosigned =
                post(url + "/add-checkpoint", new AddCheckpoint(0, List.of(), log.head()).format());
        assertThat(cosigned.statusCode()).isEqualTo(200);
        assertThat(cosigned.body()).startsWith("— w.invalid ");
        assertThat(post(url + "/add-checkpoint", new AddCheckpoint(0, List.of(), log.head()).format())
                        .statusCode())
                .isEqualTo(409);
        tool.terminate();
        assertThat(tool.process().isAlive()).isFalse();
    }

    private static String announced(ToolProcess tool) throws IOException {
        while (true) {
            var said = Documents.parse(tool.said().getBytes(StandardCharsets.UTF_8));
            if (said.isPresent() && said.get().has("url")) {
                return said.get().path("url").asText();
            }
            assertThat(tool.process().isAlive()).as(tool.said()).isTrue();
            io.breakwater.cli.talk.ChildProcess.pause(20);
        }
    }

    // --- the HTTP side -----------------------------------------------------------------------------------------------

    private WitnessListener listener() throws IOException {
        NoteSigner signer = WitnessKeys.openOrFound(folder.resolve("w/key"), "w.invalid", new SecureRandom());
        Witness witness = Witness.open(
                signer, List.of(Trust.in(log.keys().log().key())), folder.resolve("w/heads"), InstantSource.system());
        return WitnessListener.open(witness, new InetSocketAddress("127.0.0.1", 0));
    }

    @Test
    void listener_boundsBodiesAndCosignsOverHttp() throws Exception {
        try (WitnessListener listener = listener()) {
            String add = listener.url() + "/add-checkpoint";
            assertThat(post(add, new byte[AddCheckpoint.LONGEST + 1]).statusCode())
                    .isEqualTo(413);
            assertThat(post(listener.url() + "/elsewhere", new byte[1]).statusCode())
                    .isEqualTo(404);
            assertThat(post(add, "nonsense".getBytes(StandardCharsets.UTF_8)).statusCode())
                    .isEqualTo(400);
            HttpResponse<String> cosigned = post(add, new AddCheckpoint(0, List.of(), log.head()).format());
            assertThat(cosigned.statusCode()).isEqualTo(200);
            assertThat(cosigned.body()).startsWith("— w.invalid ");
        }
    }

    @Test
    void listener_readsOnlyWhereReadingIsMeant() throws Exception {
        try (WitnessListener listener = listener()) {
            assertThat(get(listener.url() + "/add-checkpoint").statusCode()).isEqualTo(405);
            assertThat(get(listener.url() + "/").statusCode()).isEqualTo(404);
            assertThat(get(listener.url() + "/unknown/checkpoint").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> post(String url, byte[] body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
