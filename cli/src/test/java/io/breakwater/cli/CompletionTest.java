package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion script, in a real bash. */
final class CompletionTest {
    @TempDir
    Path folder = Path.of("");

    private String completed(String typed) throws Exception {
        Path script = folder.resolve("completion");
        CliRun run = CliRun.in(folder).line("completion");
        assertThat(run.exit()).isZero();
        java.nio.file.Files.writeString(script, run.out());
        String words = typed + (typed.endsWith(" ") ? "''" : "");
        Process bash = new ProcessBuilder(
                        "bash",
                        "--norc",
                        "-c",
                        "compopt() { :; }; source '" + script + "'; COMP_WORDS=(" + words
                                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                                + " COMP_LINE='" + typed + "'; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMPREPLY=();"
                                + " $(complete -p breakwater | sed 's/.*-F \\([^ ]*\\).*/\\1/');"
                                + " printf '%s ' \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @CsvSource({
        "'breakwater inc',incident",
        "'breakwater incident decl',declare",
        "'breakwater access appr',approve",
        "'breakwater ledger ver',verify",
        "'breakwater incident declare --sev',--severity",
        "'breakwater up --prac',--practice",
        "'breakwater policy lint --own',--own-server"
    })
    void beginningOfAWord_isCompleted(String typed, String word) throws Exception {
        assertThat(completed(typed).strip().split("\\s+")).containsExactly(word);
    }

    @Test
    void nothingTyped_offersEveryCommand() throws Exception {
        assertThat(completed("breakwater ").split("\\s+")).contains("drill", "up", "incident", "access", "verify");
    }

    @Test
    void scriptInJson_isOneDocument() {
        assertThat(CliRun.in(folder)
                        .line("completion --json")
                        .json()
                        .path("script")
                        .asText())
                .contains("complete -F");
    }
}
