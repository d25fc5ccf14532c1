package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.ledger.keys.WitnessKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code up}: what is refused before a process is started, what the server gets, what a person is told. */
final class UpCommandTest {
    @TempDir
    Path folder = Path.of("");

    private Path data = Path.of("");

    @BeforeEach
    void aServerIsBuilt() throws IOException {
        FakeServer.installIn(folder);
        data = folder.resolve("data");
    }

    private void folderWith(String file, String text) throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve(file), text);
    }

    private CliRun.Builder cli() {
        return CliRun.in(folder);
    }

    private CliRun up(String more) {
        return cli().line("up --data data --port 0 " + more);
    }

    /** A run that ends, because the server leaves by itself after it was ready. */
    private CliRun upAndLeave(String more) throws IOException {
        folderWith("leaves", "0");
        return up(more);
    }

    private String seen(String file) throws IOException {
        return Files.readString(data.resolve(file));
    }

    // --- refused before anything is started --------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--port 65536 | --port is from 0 to 65535, not 65536",
                "--port -1 | --port is from 0 to 65535",
                "--port http | 'http' is not a whole number",
                "--database-url nonsense | --database-url begins with jdbc:postgresql:",
                "--database-url postgres://u:p@h/d | --database-url begins with jdbc:postgresql:",
                "--witness nonsense | --witness is a URL, a space, and a key",
                "--witness 'ftp://w k' | --witness is a URL, a space, and a key",
                "--witness 'http://127.0.0.1:1 nokey' | --witness: ",
                "--host 999.1.1.1 | --host",
                "--nosuch | no option \"--nosuch\"",
                "now | more than the command takes"
            })
    void settingThatCannotBeMeant_isToldBeforeAProcessIsStarted(String typed, String told) {
        CliRun run = cli().line("up --data data " + (typed.contains("--port") ? "" : "--port 0 ") + typed);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(told);
        assertThat(data).doesNotExist();
    }

    @Test
    void portThatIsTaken_isSaidBeforeAProcessIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CliRun run = cli().line("up --data data --port " + taken.getLocalPort());
            assertThat(run.exit()).isEqualTo(6);
            assertThat(run.err())
                    .startsWith("PORT_TAKEN: port " + taken.getLocalPort() + " of 127.0.0.1 cannot be had")
                    .contains("--port");
            assertThat(data).doesNotExist();
        }
    }

    @Test
    void dataFolderWithARunningServer_isNotTouched() throws IOException {
        String announcement = "{\"url\":\"http://127.0.0.1:1\",\"pid\":"
                + ProcessHandle.current().pid() + "}";
        folderWith("server.json", announcement);
        CliRun run = up("");
        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err())
                .startsWith("ALREADY_RUNNING: a server (process "
                        + ProcessHandle.current().pid() + ")");
        assertThat(seen("server.json")).isEqualTo(announcement);
        assertThat(data.resolve("settings")).doesNotExist();
    }

    @Test
    void announcementOfAServerThatIsGone_isNoObstacle() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        folderWith("server.json", "{\"url\":\"http://127.0.0.1:1\",\"pid\":" + gone.pid() + "}");
        assertThat(upAndLeave("").exit()).isZero();
    }

    @Test
    void dataFolderThatIsAFile_isNamed() throws IOException {
        Files.writeString(data, "");
        CliRun run = up("");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("NOT_WRITTEN: " + data);
    }

    @Test
    void serverThatIsNotBuilt_saysHowToBuildIt() throws IOException {
        Files.delete(folder.resolve("server/target/quarkus-app/quarkus-run.jar"));
        CliRun run = up("");
        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.err()).startsWith("SERVER_NOT_BUILT: ").contains("./breakwater");
    }

    // --- what the server gets ----------------------------------------------------------------------------------------

    @Test
    void dataFolder_isMadeSoThatTheDatabasesUserMayPassAndNobodyMayLook() throws Exception {
        Path deep = folder.resolve("deep/er");
        ToolProcess tool = ToolProcess.start(
                folder, List.of("-Dbreakwater.home=" + folder), Map.of(), "up", "--port", "0", "--data", "deep/er");
        awaitFile(deep.resolve("server.json"));
        tool.terminate();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
                .isEqualTo("rwx--x--x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep.getParent())))
                .isEqualTo("rwx--x--x");
    }

    private static void awaitFile(Path file) {
        while (!Files.exists(file)) {
            io.breakwater.cli.talk.ChildProcess.pause(20);
        }
    }

    @Test
    void settings_reachTheServerAsTheyWereMeant() throws IOException {
        String key = WitnessKeys.openOrFound(folder.resolve("w"), "w.invalid", new SecureRandom())
                .vkey();
        upAndLeave("--host 127.0.0.1 --publish out/../published --database-url jdbc:postgresql://db/journal --practice"
                + " --witness 'http://127.0.0.1:1 " + key + "' --witness 'https://w.example " + key + "'");
        assertThat(seen("settings").lines())
                .contains(
                        "breakwater.data=" + data,
                        "breakwater.port=0",
                        "breakwater.host=127.0.0.1",
                        "breakwater.practice=true",
                        "breakwater.database.url=jdbc:postgresql://db/journal",
                        "breakwater.publish=" + folder.resolve("published"),
                        "breakwater.admin-token-file=" + data.resolve("admin-token"),
                        "breakwater.witness=http://127.0.0.1:1 " + key + ",https://w.example " + key);
    }

    @Test
    void settingsThatWereNotGiven_areTheServersOwn() throws IOException {
        upAndLeave("");
        assertThat(seen("settings"))
                .doesNotContain("practice")
                .doesNotContain("breakwater.host")
                .doesNotContain("database")
                .doesNotContain("publish")
                .doesNotContain("breakwater.witness");
    }

    @Test
    void optionsForTheServersJava_areHandedOn() throws IOException {
        folderWith("leaves", "0");
        cli().with("BREAKWATER_JAVA_OPTIONS", " -Xmx200m  -Dx.y=z ").line("up --data data --port 0");
        assertThat(seen("command")).contains("-Xmx200m").contains("-Dx.y=z");
    }

    // --- what a person is told ---------------------------------------------------------------------------------------

    @Test
    void firstStart_saysWhereTheTokenIsAndWhatToTypeNext_butNotTheToken() throws IOException {
        CliRun run = upAndLeave("");
        Path token = data.resolve("admin-token");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .startsWith("Breakwater is ready at http://127.0.0.1:")
                .contains("  log   " + data.resolve("server.log"))
                .contains("in " + token + " (0600; remove it once you have it)")
                .containsPattern("next: breakwater login --server http://127.0.0.1:\\d+ --token-file " + token)
                .contains("Ctrl-C stops it.")
                .doesNotContain("bw_first_administrator");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void laterStart_saysNothingOfATokenThatWasTaken() throws IOException {
        upAndLeave("");
        Files.delete(data.resolve("admin-token"));
        CliRun again = upAndLeave("");
        assertThat(again.exit()).isZero();
        assertThat(again.out())
                .contains("Breakwater is ready")
                .doesNotContain("token")
                .doesNotContain("login");
    }

    @Test
    void announcementInJson_isOneDocument() throws IOException {
        CliRun run = upAndLeave("--json");
        assertThat(run.json().path("url").asText()).startsWith("http://127.0.0.1:");
        assertThat(run.json().path("pid").asLong()).isPositive();
        assertThat(run.json().path("data").asText()).isEqualTo(data.toString());
        assertThat(run.json().path("adminTokenFile").asText())
                .isEqualTo(data.resolve("admin-token").toString());
        assertThat(run.out()).doesNotContain("bw_first_administrator");
    }

    @Test
    void startOnATerminal_showsThatItGoesOn() throws IOException {
        folderWith("leaves", "0");
        CliRun run = cli().onATerminal().line("up --data data --port 0");
        assertThat(run.err()).contains("starting …").endsWith("\r\u001b[K");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "130,0", "143,0", "3,5", "137,5"})
    void serverThatStops_endsTheCommandByItsCode(String leaves, int exit) throws IOException {
        folderWith("leaves", leaves);
        CliRun run = up("");
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.code()).isEqualTo(exit == 0 ? "" : "SERVER_STOPPED");
        if (exit != 0) {
            assertThat(run.err()).contains("with code " + leaves).contains("server.log");
        }
    }

    @Test
    void serverThatDoesNotStart_isToldByItsInnermostCause_withoutTheNamesOfClasses() throws IOException {
        folderWith("dies", """
                Failed to start application
                java.lang.RuntimeException: Failed to start quarkus
                \tat io.breakwater.Main.main(Main.java:1)
                Caused by: java.lang.IllegalStateException: no journal
                \tat io.breakwater.Main.main(Main.java:2)
                Caused by: org.postgresql.util.PSQLException: Connection to 127.0.0.1:1 refused.
                You can try to kill it with 'kill -9 <pid>'
                """);
        CliRun run = up("");
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err())
                .startsWith("SERVER_NOT_STARTED: the server stopped while starting. Its last words: Connection to"
                        + " 127.0.0.1:1 refused. The whole log is " + data.resolve("server.log"))
                .doesNotContain("PSQLException")
                .doesNotContain("kill -9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the disk is full\n", ""})
    void serverThatDoesNotStartAndHasNoCause_isToldByItsLastLine(String words) throws IOException {
        folderWith("dies", words);
        assertThat(up("").err())
                .contains("the server stopped while starting" + (words.isEmpty() ? "." : ". Its last words: the disk"));
    }

    // --- as a process
    // -------------------------------------------------------------------------------------------------

    @Test
    void toldToStop_itStopsTheServerFirst_andNoSecretWasInTheServersCommandLineOrToken() throws Exception {
        ToolProcess tool = ToolProcess.start(
                folder,
                List.of("-Dbreakwater.home=" + folder),
                Map.of("BREAKWATER_TOKEN", "bw_mine", "BREAKWATER_DATABASE_PASSWORD", "pg_secret"),
                "up",
                "--port",
                "0",
                "--data",
                "data");
        awaitFile(data.resolve("server.json"));
        long server = io.breakwater.cli.talk.Documents.parse(Files.readAllBytes(data.resolve("server.json")))
                .map(said -> said.path("pid").asLong())
                .orElse(0L);
        tool.terminate();
        assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(seen("environment"))
                .contains("BREAKWATER_DATABASE_PASSWORD=pg_secret")
                .doesNotContain("bw_mine");
        assertThat(seen("command")).doesNotContain("pg_secret").doesNotContain("bw_mine");
    }

    // --- a server for one question -----------------------------------------------------------------------------------

    @Test
    void lintOnAnOwnServer_leavesNothingOfItBehind() throws IOException {
        Files.writeString(folder.resolve("policy.yaml"), "version: 1\n");
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = breakwaterFolders(temporary);
        CliRun run = cli().line("policy lint policy.yaml --own-server");
        assertThat(run.code()).isEqualTo("SERVER_NOT_UNDERSTOOD");
        assertThat(breakwaterFolders(temporary)).isSubsetOf(before);
    }

    private static List<Path> breakwaterFolders(Path temporary) throws IOException {
        try (var all = Files.list(temporary)) {
            return all.filter(path -> path.getFileName().toString().matches("breakwater-[0-9a-f]{8}-.*"))
                    .toList();
        }
    }
}
