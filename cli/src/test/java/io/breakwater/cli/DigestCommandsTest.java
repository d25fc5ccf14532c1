package io.breakwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.detect.digest.SignedTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestCommandsTest {
    @TempDir
    Path folder;

    private SignedTrail trail;

    @BeforeEach
    void bucket() throws IOException {
        trail = new SignedTrail(folder.resolve("bucket")).hours(5).keepLastSignature();
        Files.writeString(folder.resolve("keys.json"), SignedTrail.listedKeys());
    }

    private CliRun run(String... args) {
        return CliRun.in(folder).run(args);
    }

    @Test
    void logsAsTheyWereDelivered_areProven() {
        CliRun run = run("digest", "verify", "bucket", "--keys", "keys.json");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("PROVEN: nothing was changed, removed or added")
                .contains("111122223333 eu-west-1 house-trail: 5 digests (5 signed)")
                .contains("10 of 10 log files as delivered");
    }

    @Test
    void withoutKeys_signaturesAreSaidToBeUnchecked() {
        CliRun run = run("digest", "verify", "bucket");

        assertThat(run.exit()).isEqualTo(42);
        assertThat(run.out()).contains("UNCHECKED").contains("signatures not checked: no keys were given");
    }

    @Test
    void deletedAndChangedFiles_areNamedWithinTheFolder() throws IOException {
        Files.delete(trail.log(0));
        Files.delete(trail.digest(1));
        Files.delete(trail.digest(2));

        CliRun run = run("digest", "verify", "bucket", "--keys", "keys.json");

        assertThat(run.exit()).isEqualTo(40);
        assertThat(run.out())
                .contains("the log file is missing: AWSLogs/111122223333/CloudTrail/eu-west-1/2026/08/01/")
                .contains("the last of about 2 digests that are gone")
                .doesNotContain(folder.toString());
    }

    @Test
    void everyFlaw_isInTheJson() throws IOException {
        Files.delete(trail.log(0));

        JsonNode document = run("--json", "digest", "verify", "bucket", "--keys", "keys.json")
                .json();

        assertThat(document.at("/outcome").asText()).isEqualTo("BROKEN");
        assertThat(document.at("/trails/0/proven/0/from").asText()).isEqualTo("2026-08-01T01:01:31Z");
        assertThat(document.at("/flaws/0/kind").asText()).isEqualTo("LOG_MISSING");
        assertThat(document.at("/flaws/0/weight").asText()).isEqualTo("BROKEN");
    }

    @Test
    void folderWithoutDigests_isToldApart() throws IOException {
        Files.createDirectory(folder.resolve("empty"));

        assertThat(run("digest", "verify", "empty").exit()).isEqualTo(43);
        assertThat(run("digest", "verify", "nowhere").exit()).isEqualTo(2);
    }

    @Test
    void fileThatHoldsNoKeys_isRefused_withWhatToGive() throws IOException {
        Files.writeString(folder.resolve("keys.json"), "{}");

        CliRun run = run("digest", "verify", "bucket", "--keys", "keys.json");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("list-public-keys");
    }

    @Test
    void scan_checksDigestsAmongTheLogs_withoutBeingAsked() {
        CliRun run = run("scan", "bucket", "--digest-keys", "keys.json", "--quiet");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("PROVEN: nothing was changed, removed or added");
        assertThat(run("--json", "scan", "bucket", "--quiet")
                        .json()
                        .at("/digests/outcome")
                        .asText())
                .isEqualTo("UNCHECKED");
    }

    @Test
    void scanOfChangedLogs_saysSo_inItsExitCodeToo() throws IOException {
        Files.delete(trail.log(4));

        CliRun run = run("scan", "bucket", "--digest-keys", "keys.json", "--quiet");

        assertThat(run.exit()).isEqualTo(15);
        assertThat(run.out()).contains("BROKEN").contains("the log file is missing");
    }

    @Test
    void hoursThatADigestProvesEmpty_areNoGapsOfAScan() throws IOException {
        Path quiet = folder.resolve("quiet");
        new SignedTrail(quiet).hours(4).emptyHours(2).hours(4).keepLastSignature();

        JsonNode unproven = run("--json", "scan", "quiet", "--quiet").json();
        JsonNode proven = run("--json", "scan", "quiet", "--quiet", "--digest-keys", "keys.json")
                .json();

        assertThat(unproven.at("/gaps").size()).isPositive();
        assertThat(proven.at("/gaps").size()).isZero();
        assertThat(List.of(
                        unproven.at("/outcome").asText(), proven.at("/outcome").asText()))
                .containsExactly("GAPS", "COVERED");
    }
}
