package io.breakwater.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.detect.event.JsonWriter;
import io.breakwater.detect.scan.ScanResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More files and switches of trails than are told one by one: every form says that there are more. */
class CutShortTest {
    private static final int TOLD = 50_000;
    private static final int MORE = 20;
    private static final int SWITCHES = 10_000;

    @TempDir
    Path folder;

    private Path damaged(int files) throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(logs.resolve("logs.zip")))) {
            for (int i = 0; i < files; i++) {
                zip.putNextEntry(new ZipEntry("%06d.json".formatted(i)));
                zip.write('{');
            }
        }
        return logs;
    }

    @Test
    void filesThatAreNotTold_areCounted_inEveryForm() throws IOException {
        Path out = new ReportKit(folder).written(damaged(TOLD + MORE));
        JsonNode logs =
                ReportKit.JSON.readTree(out.resolve(Reports.JSON).toFile()).path("logs");
        assertThat(logs.path("files").asInt()).isEqualTo(TOLD + MORE + 1);
        assertThat(logs.path("damagedFiles").asInt()).isEqualTo(TOLD + MORE);
        assertThat(logs.path("inputsOnlyCounted").asInt()).isEqualTo(MORE);
        assertThat(logs.path("inputs")).hasSize(TOLD + 1);
        assertThat(logs.at("/inputs/0/file").asText()).endsWith("logs.zip");
        assertThat(logs.path("inputs").path(TOLD).path("file").asText()).endsWith("logs.zip/049999.json");
        assertThat(Files.readString(out.resolve(Reports.PAGE)))
                .contains("50,020", "and 49,950 files more in findings.json", "and 20 files more with problems");
        JsonNode run =
                ReportKit.JSON.readTree(out.resolve(Reports.SARIF).toFile()).at("/runs/0/invocations/0");
        assertThat(run.path("executionSuccessful").asBoolean()).isFalse();
        assertThat(run.path("toolExecutionNotifications").path(TOLD).toString())
                .contains("and 20 files more that could not be read in full");
    }

    @Test
    void moreSwitchesOfTrailsThanAreKept_areSaid_andAreNoCleanScan() throws IOException {
        ReportKit kit = new ReportKit(folder);
        for (int i = 0; i < SWITCHES + 1; i++) {
            String time = "2026-07-01T%02d:%02d:%02dZ".formatted(i / 3_600, i / 60 % 60, i % 60);
            kit.event(time, "cloudtrail.amazonaws.com", i % 2 == 0 ? "StopLogging" : "StartLogging", "mallory")
                    .putObject("requestParameters")
                    .put("name", "main");
        }
        Path out = kit.written();
        JsonNode json = ReportKit.JSON.readTree(out.resolve(Reports.JSON).toFile());
        assertThat(json.path("gapsAreCutShort").asBoolean()).isTrue();
        assertThat(json.path("trailsOff")).hasSize(SWITCHES / 2);
        assertThat(json.path("outcome").asText()).isEqualTo("GAPS");
        assertThat(Files.readString(out.resolve(Reports.PAGE)))
                .contains("more accounts, regions or switches of trails than are kept");
    }

    @Test
    void files_areWrittenOneByOne_andNotGatheredFirst() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonWriter json = new JsonWriter();
        json.open('{');
        try (ScanResult result = new ReportKit(folder).scan(damaged(3))) {
            new JsonLogs(Survey.of(result), json, out).write();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("000000.json", "000002.json");
        assertThat(new String(json.toBytes(), StandardCharsets.UTF_8))
                .contains("inputsOnlyCounted")
                .doesNotContain(".json");
    }
}
