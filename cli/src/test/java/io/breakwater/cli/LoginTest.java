package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.cli.talk.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where server and token come from, and where they never go. */
final class LoginTest extends AgainstAStub {
    private static final String ALICE = "{\"person\":\"alice\",\"functions\":[\"engineer\",\"commander\"]}";

    private Path config() {
        return folder.resolve(".config/breakwater/config.json");
    }

    private Path secret(String name, String text, String rights) throws IOException {
        Path file = file(name, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        return file;
    }

    @Test
    void noServerNamed_saysHowToNameOne() {
        CliRun run = newcomer().line("status");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("NO_SERVER: ")
                .contains("breakwater up")
                .contains("breakwater login");
    }

    @Test
    void login_keepsTheTokenForItsOwnerAlone() throws IOException {
        stub.tell("GET /api/v1/me", 200, ALICE);
        CliRun run = newcomer().typing("bw_kept\n").run("login", "--server", stub.url());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("alice (engineer, commander)").doesNotContain("bw_kept");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config())))
                .isEqualTo("rw-------");
        assertThat(newcomer().line("incident list").exit()).isZero();
        assertThat(stub.asked("GET /api/v1/incidents").get(0).header("Authorization"))
                .isEqualTo("Bearer bw_kept");
    }

    @Test
    void login_takesTheTokenFromTheFileTheEnvironmentNames() throws IOException {
        stub.tell("GET /api/v1/me", 200, ALICE);
        secret("alice.token", "bw_filed\n", "rw-------");
        CliRun run = newcomer().with("BREAKWATER_TOKEN_FILE", "alice.token").run("login", "--server", stub.url());
        assertThat(run.exit()).isZero();
        assertThat(stub.asked("GET /api/v1/me").get(0).header("Authorization")).isEqualTo("Bearer bw_filed");
    }

    @Test
    void login_keepsTheConfigWhereTheEnvironmentWantsIt() {
        stub.tell("GET /api/v1/me", 200, ALICE);
        Path elsewhere = folder.resolve("elsewhere");
        newcomer()
                .with("XDG_CONFIG_HOME", elsewhere.toString())
                .typing("bw_kept\n")
                .run("login", "--server", stub.url());
        assertThat(elsewhere.resolve("breakwater/config.json")).exists();
        assertThat(config()).doesNotExist();
    }

    @Test
    void loginAgain_replacesWhatWasKept() {
        stub.tell("GET /api/v1/me", 200, ALICE);
        newcomer().typing("bw_first\n").run("login", "--server", stub.url());
        newcomer().typing("bw_second\n").run("login", "--server", stub.url());
        assertThat(config()).content().contains("bw_second").doesNotContain("bw_first");
    }

    @Test
    void loginThatTheServerRefuses_keepsNothing() {
        stub.problem("GET /api/v1/me", 401, "NOT_AUTHENTICATED", "send a valid API token as a header");
        CliRun run = newcomer().typing("bw_wrong\n").run("login", "--server", stub.url());
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("expired, was revoked")
                .doesNotContain("header")
                .doesNotContain("bw_wrong");
        assertThat(folder.resolve(".config")).doesNotExist();
    }

    @Test
    void loginWithoutAToken_isRefusedBeforeTheServerIsAsked() {
        CliRun run = newcomer().typing("\n").run("login", "--server", stub.url());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--token-file");
        assertThat(stub.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:7480", "http://example.com", "ftp://127.0.0.1", "http://u:p@127.0.0.1"})
    void loginAtAnAddressThatCannotBeMeant_isToldBeforeTheTokenIsAskedFor(String url) {
        CliRun run = newcomer().run("login", "--server", url);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("http").doesNotContain("token was given");
    }

    @Test
    void commandWithoutAToken_isToldThatNoneWasSent() {
        stub.problem("GET /api/v1/me", 401, "NOT_AUTHENTICATED", "no");
        CliRun run = newcomer().with("BREAKWATER_URL", stub.url()).line("status");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("NOT_AUTHENTICATED: no token was sent. Run `breakwater login`, or name a file with"
                        + " a valid token with --token-file." + System.lineSeparator());
    }

    @Test
    void configOthersCanRead_isRefusedAndItsTokenNotSent() throws IOException {
        Files.createDirectories(config().getParent());
        Files.writeString(config(), "{\"server\":\"" + stub.url() + "\",\"token\":\"bw_kept\"}");
        Files.setPosixFilePermissions(config(), PosixFilePermissions.fromString("rw-r--r--"));
        CliRun run = newcomer().line("status");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("SECRET_EXPOSED: ")
                .contains("chmod 600")
                .doesNotContain("bw_kept");
        assertThat(stub.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"server\":1}{}"})
    void configThatLoginDidNotWrite_isRefused(String text) throws IOException {
        Files.createDirectories(config().getParent());
        Files.writeString(config(), text);
        Files.setPosixFilePermissions(config(), PosixFilePermissions.fromString("rw-------"));
        CliRun run = newcomer().line("status");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.code()).isEqualTo("CONFIG_UNREADABLE");
    }

    @Test
    void tokenFileOthersCanRead_isRefused() throws IOException {
        secret("alice.token", "bw_filed\n", "rw-r-----");
        CliRun run = newcomer().run("status", "--server", stub.url(), "--token-file", "alice.token");
        assertThat(run.code()).isEqualTo("SECRET_EXPOSED");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void fileThatHoldsNoToken_isNotToldToHaveItsRightsChanged() throws IOException {
        secret("passwd", "root:x:0:0:root:/root:/bin/bash\nme:x:1:1::/:/bin/sh\n", "rw-r--r--");
        CliRun run = newcomer().run("status", "--server", stub.url(), "--token-file", "passwd");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("passwd holds no token").doesNotContain("chmod");
        assertThat(stub.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope.token", "."})
    void tokenFileThatCannotBeRead_isNamed(String name) {
        CliRun run = newcomer().run("status", "--server", stub.url(), "--token-file", name);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.code()).isEqualTo("CONFIG_UNREADABLE");
    }

    @Test
    void keptToken_goesToItsOwnServerOnly() {
        stub.tell("GET /api/v1/me", 200, ALICE);
        newcomer().typing("bw_kept\n").run("login", "--server", stub.url());
        try (StubServer other = StubServer.started()) {
            newcomer().run("incident", "list", "--server", other.url());
            assertThat(other.asked()).hasSize(1);
            assertThat(other.asked().get(0).header("Authorization")).isEmpty();
        }
    }

    @Test
    void flag_winsOverTheEnvironment_andTheEnvironmentOverWhatWasKept() throws IOException {
        stub.tell("GET /api/v1/me", 200, ALICE).tell("GET /api/v1/findings/accounts", 200, "{\"items\":[]}");
        newcomer().typing("bw_kept\n").run("login", "--server", stub.url());
        secret("flag.token", "bw_flag", "rw-------");
        newcomer().line("findings");
        newcomer().with("BREAKWATER_TOKEN", "bw_environment").line("findings");
        newcomer().with("BREAKWATER_TOKEN", "bw_environment").line("findings --token-file flag.token");
        assertThat(stub.asked("GET /api/v1/findings/accounts"))
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Bearer bw_kept", "Bearer bw_environment", "Bearer bw_flag");
    }
}
