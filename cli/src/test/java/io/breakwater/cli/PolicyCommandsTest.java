package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyCommandsTest extends AgainstAStub {
    @Test
    void lint_namesEveryLine() throws IOException {
        file("policy.yaml", "version: 1\n");
        stub.tell("POST /api/v1/policy/lint", 200, """
                {"problems":[{"line":3,"column":5,"code":"UNKNOWN_KEY","message":"bad"},
                             {"line":9,"column":1,"code":"MISSING","message":"worse"}]}""");
        CliRun run = line("policy lint policy.yaml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().lines())
                .containsExactly("policy.yaml:3:5: UNKNOWN_KEY: bad", "policy.yaml:9:1: MISSING: worse");
        assertThat(sent("POST").path("document").asText()).isEqualTo("version: 1\n");
    }

    @Test
    void lintOfAGoodPolicy_saysSoAndExitsWithZero() throws IOException {
        file("policy.yaml", "version: 1\n");
        stub.tell("POST /api/v1/policy/lint", 200, "{\"problems\":[]}");
        CliRun run = line("policy lint policy.yaml");
        assertThat(run.exit()).isZero();
        assertThat(run.out().strip()).isEqualTo("policy.yaml: no problems");
    }

    @Test
    void lintWhereNoServerIsNamed_saysTheOneCommandThatDoesIt() throws IOException {
        file("policy.yaml", "version: 1\n");
        CliRun run = newcomer().line("policy lint policy.yaml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("no server is named, and a server reads the policy")
                .contains("breakwater policy lint policy.yaml --own-server");
    }

    @Test
    void lintWhereNoServerRuns_saysTheOneCommandThatDoesIt() throws IOException {
        file("policy.yaml", "version: 1\n");
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        CliRun run = newcomer().server("http://127.0.0.1:" + nobody).line("policy lint policy.yaml");
        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("--own-server");
    }

    @Test
    void lintThatTheServerRefuses_isNotToldToStartAnother() throws IOException {
        file("policy.yaml", "version: 1\n");
        stub.problem("POST /api/v1/policy/lint", 403, "NOT_ALLOWED", "no");
        CliRun run = line("policy lint policy.yaml");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).doesNotContain("--own-server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "apply"})
    void fileThatIsNoPolicy_isRefusedBeforeTheServerIsAsked(String command) throws IOException {
        Files.write(folder.resolve("latin.yaml"), "note: Zürich".getBytes(StandardCharsets.ISO_8859_1));
        file("huge.yaml", "#".repeat((1 << 20) + 1));
        assertThat(line("policy " + command + " latin.yaml").err()).contains("latin.yaml is not UTF-8 text");
        assertThat(line("policy " + command + " huge.yaml").err()).contains("huge.yaml is larger than a mebibyte");
        assertThat(line("policy " + command + " nope.yaml").err()).contains("nope.yaml cannot be read");
        assertThat(line("policy " + command + " .").err()).contains(". cannot be read");
        assertThat(stub.asked()).isEmpty();
    }

    @Test
    void apply_showsTheChangeBeforeItAsks() throws IOException {
        file("policy.yaml", "version: 1\ntargets: {b: 2}\nend: 1\n");
        stub.tell("GET /api/v1/policy", 200, "{\"document\":\"version: 1\\ntargets: {a: 1}\\nend: 1\\n\"}");
        CliRun run = line("policy apply policy.yaml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out().lines()).containsExactly("- targets: {a: 1}", "+ targets: {b: 2}");
        assertThat(commandsSent()).isZero();
    }

    @Test
    void applyWithAYes_putsItIntoForce() throws IOException {
        file("policy.yaml", "version: 1\n");
        stub.tell("GET /api/v1/policy", 200, "{\"document\":\"\"}");
        stub.tell("PUT /api/v1/policy", 200, "{\"digest\":\"abc\"}");
        CliRun run = line("policy apply policy.yaml --yes");
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).containsExactly("+ version: 1", "In force: abc");
        assertThat(sent("PUT").path("document").asText()).isEqualTo("version: 1\n");
    }

    @Test
    void applyInJson_printsOneDocumentAndNoChanges() throws IOException {
        file("policy.yaml", "version: 1\n");
        stub.tell("GET /api/v1/policy", 200, "{\"document\":\"\"}");
        stub.tell("PUT /api/v1/policy", 200, "{\"digest\":\"abc\"}");
        assertThat(line("policy apply policy.yaml --yes --json")
                        .json()
                        .path("digest")
                        .asText())
                .isEqualTo("abc");
    }

    @Test
    void applyOfWhatIsInForce_changesNothing() throws IOException {
        file("policy.yaml", "version: 1\n");
        stub.tell("GET /api/v1/policy", 200, "{\"document\":\"version: 1\\n\"}");
        CliRun run = line("policy apply policy.yaml");
        assertThat(run.exit()).isZero();
        assertThat(run.out().strip()).isEqualTo("policy.yaml is in force already");
        assertThat(commandsSent()).isZero();
    }

    @Test
    void applyOfAPolicyWithErrors_listsThemWithTheirLines() throws IOException {
        file("policy.yaml", "nonsense\n");
        stub.tell("GET /api/v1/policy", 200, "{\"document\":\"\"}");
        stub.tell(
                "PUT /api/v1/policy",
                422,
                "application/problem+json",
                """
                {"code":"POLICY_INVALID","detail":"the policy has 2 problems",
                 "errors":[{"line":1,"message":"no version"},{"line":4,"message":"no targets"}]}""".getBytes(StandardCharsets.UTF_8),
                java.util.Map.of());
        CliRun run = line("policy apply policy.yaml --yes");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .contains("POLICY_INVALID: the policy has 2 problems")
                .contains("\n  line 1: no version")
                .contains("\n  line 4: no targets");
    }

    @Test
    void show_printsTheDocumentAsItIs_soThatItCanBeAppliedAgain() {
        stub.tell("GET /api/v1/policy", 200, "{\"document\":\"version: 1\\nnote: Zürich\\n\"}");
        assertThat(line("policy show").out()).isEqualTo("version: 1\nnote: Zürich" + System.lineSeparator());
    }

    @Test
    void schema_isOneJsonDocument() {
        stub.tell("GET /api/v1/policy/schema", 200, "{\"$id\":\"policy\"}");
        assertThat(line("policy schema").json().path("$id").asText()).isEqualTo("policy");
    }
}
