package io.breakwater.detect.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.detect.cover.CoverBook;
import io.breakwater.detect.cover.CoverGrant;
import io.breakwater.detect.cover.CoverIncident;
import io.breakwater.detect.cover.Mark;
import io.breakwater.detect.cover.Scope;
import io.breakwater.detect.cover.Window;
import io.breakwater.detect.scan.ScanResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormsTest {
    @TempDir
    Path folder;

    private ReportKit kit;

    @BeforeEach
    void logs() {
        kit = new ReportKit(folder);
        kit.opened("2026-07-01T03:10:00Z", "alice");
        kit.event("2026-07-01T03:11:00Z", "iam.amazonaws.com", "CreateUser", "bob");
        kit.event("2026-07-01T03:12:00Z", "iam.amazonaws.com", "CreateUser", "bob");
        kit.event("2026-07-01T03:13:00Z", "signin.amazonaws.com", "ConsoleLogin", "carol");
        kit.event("2026-07-01T03:14:00Z", "s3.amazonaws.com", "ListBuckets", "carol");
    }

    static CoverBook.Builder drill() {
        Window window = Window.of(Instant.parse("2026-07-01T03:00:00Z"), Instant.parse("2026-07-01T04:00:00Z"));
        return CoverBook.builder()
                .grant(new CoverGrant(
                        "G-1",
                        "test",
                        Set.of(new Mark(Mark.Kind.PRINCIPAL, "alice")),
                        window,
                        Scope.ANYTHING,
                        List.of(),
                        Optional.of("alice"),
                        Optional.of("INC-1"),
                        Optional.empty(),
                        List.of()))
                .incident(new CoverIncident("INC-1", "test", window, true, Set.of(), Set.of(), Set.of()));
    }

    @Test
    void everyForm_isThere_andNothingElse() throws IOException {
        try (var files = Files.list(kit.written())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .contains(Reports.PAGE, Reports.JSON, Reports.CSV, Reports.SARIF, Reports.OCSF, Reports.OCSF_EVENTS)
                    .noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void reportThatCannotBeWritten_leavesNoHalfOfItself() throws IOException {
        Path out = Files.createDirectories(folder.resolve("blocked"));
        Files.createDirectory(out.resolve(Reports.OCSF_EVENTS + ".part"));
        try (ScanResult result = kit.scan()) {
            assertThatThrownBy(() -> Reports.write(out, result, new ReportOptions("1", id -> Optional.empty())))
                    .isInstanceOf(IOException.class);
        }
        assertThat(out).isDirectoryNotContaining(file -> Files.isRegularFile(file));
    }

    @Test
    void json_tellsTheWholeScan() throws IOException {
        JsonNode json = kit.json();
        assertThat(json.path("format").asText()).isEqualTo("breakwater.scan/1");
        assertThat(json.path("version").asText()).isEqualTo("1.2.3");
        assertThat(json.path("outcome").asText()).isEqualTo("UNCOVERED");
        assertThat(json.at("/logs/events").asLong()).isEqualTo(5);
        assertThat(json.at("/logs/inputs/0/file").asText()).endsWith("logs/a.json");
        assertThat(json.at("/logs/inputs/0/sha256").asText()).hasSize(64);
        assertThat(json.at("/counts/findings").asLong()).isEqualTo(5);
        assertThat(json.at("/counts/needingCover").asLong()).isEqualTo(1);
        assertThat(json.at("/counts/coveragePercent").asDouble()).isZero();
        assertThat(json.at("/counts/verdicts/UNCOVERED").asLong()).isEqualTo(1);
        assertThat(json.at("/counts/levels/critical/open").asLong()).isEqualTo(1);
        assertThat(json.at("/counts/levels/informational/open").asLong()).isZero();
        assertThat(json.path("findings")).hasSize(5);
        assertThat(json.path("rules")).hasSize(4);
    }

    @Test
    void json_countsByControl_withNamesWhereThereAreAny() throws IOException {
        JsonNode controls = kit.json().path("controls");
        assertThat(controls)
                .extracting(one -> one.path("control").asText())
                .containsExactly("iso27001:A.5.16", "iso27001:A.8.32", "soc2:CC8.1");
        assertThat(controls.path(0).path("findings").asLong()).isEqualTo(2);
        assertThat(controls.path(0).has("name")).isFalse();
        assertThat(controls.path(1).path("name").asText()).isEqualTo("Changes follow rules");
    }

    @Test
    void json_namesPeople_theWorstFirst() throws IOException {
        JsonNode people = kit.json().path("people");
        assertThat(people).extracting(one -> one.path("name").asText()).containsExactly("alice", "bob", "carol");
        assertThat(people.path(0).path("worstVerdict").asText()).isEqualTo("UNCOVERED");
        assertThat(people.path(1).path("findings").asLong()).isEqualTo(3);
        assertThat(people.path(2).path("open").asLong()).isZero();
    }

    @Test
    void json_holdsTheRecordOfAFinding_asItWasWritten() throws IOException {
        JsonNode finding = kit.json().path("findings").path(0);
        assertThat(finding.at("/event/raw")).isEqualTo(kit.records.get(0));
        assertThat(finding.at("/event/principal/accessKeyId").asText()).isEqualTo("ASIAalice");
        assertThat(finding.at("/cover/grant/state").asText()).isEqualTo("missing");
        assertThat(finding.path("next").asText()).endsWith("Close the group.");
        assertThat(finding.path("rules").path(0).asText()).isEqualTo("opened");
    }

    @Test
    void recordThatIsNoJsonInside_isText_andTheDocumentStaysWhole() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("odd"));
        Files.writeString(
                logs.resolve("odd.json"),
                "{\"Records\":[{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"Root\"},"
                        + "\"eventTime\":\"2026-07-01T03:10:00Z\",\"eventSource\":\"iam.amazonaws.com\","
                        + "\"eventName\":\"CreateUser\",\"requestParameters\":{\"a\":\"non\tsense\"},\"eventID\":\"x\"}]}");
        JsonNode json =
                ReportKit.JSON.readTree(kit.written(logs).resolve(Reports.JSON).toFile());
        assertThat(json.at("/findings/0/event/rawText").asText()).contains("non\tsense");

        assertThat(json.at("/findings/0/event").has("raw")).isFalse();
    }

    @Test
    void correlation_namesItsEvents() throws IOException {
        JsonNode correlation = finding(kit.json(), "correlation");
        assertThat(correlation.path("level").asText()).isEqualTo("critical");
        assertThat(correlation.path("events"))
                .extracting(event -> event.path("id").asText())
                .containsExactly("e-1", "e-2");
        assertThat(correlation.has("event")).isFalse();
    }

    private static JsonNode finding(JsonNode json, String kind) {
        for (JsonNode finding : json.path("findings")) {
            if (finding.path("kind").asText().equals(kind)) {
                return finding;
            }
        }
        throw new AssertionError("no finding of kind " + kind);
    }

    @Test
    void fileThatIsBroken_isNamedInEveryDocument() throws IOException {
        Path logs = kit.logs();
        Files.writeString(logs.resolve("b.json"), "{\"Records\":[{\"eventVersion\":\"1.08\",\"eventID\":\"");
        Path out = kit.written(logs);
        JsonNode json = ReportKit.JSON.readTree(out.resolve(Reports.JSON).toFile());
        assertThat(json.at("/logs/problems").isEmpty()).isFalse();
        JsonNode run =
                ReportKit.JSON.readTree(out.resolve(Reports.SARIF).toFile()).at("/runs/0/invocations/0");
        assertThat(run.path("executionSuccessful").asBoolean()).isFalse();
        assertThat(run.at("/toolExecutionNotifications/0/message/text").asText())
                .contains("b.json: ");
    }

    @Test
    void csv_hasALineAFinding_andAsManyCellsInEach() throws IOException {
        List<List<String>> rows = Csv.rows(kit.text(Reports.CSV));
        assertThat(rows).hasSize(6).allSatisfy(row -> assertThat(row).hasSize(33));
        assertThat(rows.get(0)).startsWith("id", "time", "kind", "verdict", "level", "settled", "what");
        assertThat(Csv.column(rows, "verdict")).containsExactlyInAnyOrder("uncovered", "", "", "", "");
        assertThat(Csv.column(rows, "principal")).containsExactlyInAnyOrder("alice", "bob", "bob", "bob", "carol");
        assertThat(Csv.column(rows, "controls").get(0)).isEqualTo("iso27001:A.8.32 | soc2:CC8.1");
        assertThat(Csv.column(rows, "record")).startsWith("0");
    }

    @Test
    void csv_saysWhatCovers_partByPart() throws IOException {
        List<List<String>> rows = Csv.rows(kit.cover(drill()).text(Reports.CSV));
        assertThat(Csv.column(rows, "verdict").get(0)).isEqualTo("drill");
        assertThat(Csv.column(rows, "grant").get(0)).isEqualTo("found: G-1");
        assertThat(Csv.column(rows, "incident").get(0)).isEqualTo("found: INC-1");
        assertThat(Csv.column(rows, "settled").get(0)).isEqualTo("true");
        assertThat(Csv.column(rows, "next").get(0)).isEmpty();
    }

    @Test
    void sarif_hasWhatTheSchemaRequires() throws IOException {
        JsonNode sarif = ReportKit.JSON.readTree(kit.text(Reports.SARIF));
        assertThat(sarif.path("version").asText()).isEqualTo("2.1.0");
        assertThat(sarif.path("runs")).hasSize(1);
        JsonNode driver = sarif.at("/runs/0/tool/driver");
        assertThat(driver.path("name").asText()).isEqualTo("Breakwater");
        Set<String> ids = new HashSet<>();
        for (JsonNode rule : driver.path("rules")) {
            assertThat(ids.add(rule.path("id").asText())).isTrue();
            assertThat(rule.at("/help/text").asText()).contains("What to do: ");
            assertThat(rule.at("/shortDescription/text").asText()).isNotEmpty();
            assertThat(rule.at("/defaultConfiguration/level").asText()).isIn("error", "warning", "note");
        }
        for (JsonNode result : sarif.at("/runs/0/results")) {
            String id = driver.path("rules")
                    .path(result.path("ruleIndex").asInt())
                    .path("id")
                    .asText();
            assertThat(result.path("ruleId").asText()).isEqualTo(id);
            assertThat(result.at("/message/text").asText()).isNotEmpty();
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asText())
                    .endsWith("logs/a.json");
            boolean fails = result.path("kind").asText().equals("fail");
            assertThat(result.path("level").asText().equals("none")).isEqualTo(!fails);
        }
    }

    @Test
    void sarif_pointsToTheRecord_andKnowsAFindingAgain() throws IOException {
        JsonNode sarif = ReportKit.JSON.readTree(kit.text(Reports.SARIF));
        JsonNode first = sarif.at("/runs/0/results/0");
        assertThat(first.at("/locations/0/logicalLocations/0/name").asText()).isEqualTo("record 0");
        assertThat(first.at("/partialFingerprints/breakwaterFinding~1v1").asText())
                .startsWith("F-");
        assertThat(first.at("/message/text").asText())
                .isEqualTo("Security group opened (uncovered), by alice, 2026-07-01T03:10:00Z");
        assertThat(sarif.at("/runs/0/tool/driver/rules/0/help/text").asText())
                .contains("Somebody let traffic in.", "Who approved it?", "Close the group.", "A pipeline");
    }

    @Test
    void sarif_ofACorrelation_pointsToAllItsRecords() throws IOException {
        for (JsonNode result : ReportKit.JSON.readTree(kit.text(Reports.SARIF)).at("/runs/0/results")) {
            if (result.path("ruleId").asText().equals("many-users")) {
                assertThat(result.at("/locations/0/logicalLocations/0/name").asText())
                        .isEqualTo("record 1");
                assertThat(result.at("/relatedLocations/0/logicalLocations/0/name")
                                .asText())
                        .isEqualTo("record 2");
                return;
            }
        }
        throw new AssertionError("the correlation is not in the results");
    }

    @Test
    void ocsf_isOneObjectALine() throws IOException {
        Path out = kit.written();
        List<String> findings = Files.readAllLines(out.resolve(Reports.OCSF));
        assertThat(findings).hasSize(5);
        for (String line : findings) {
            assertThat(ReportKit.JSON.readTree(line).path("class_uid").asInt()).isEqualTo(2004);
        }
        List<String> types = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve(Reports.OCSF_EVENTS))) {
            types.add(ReportKit.JSON.readTree(line).path("class_name").asText());
        }
        assertThat(types).containsExactly("API Activity", "Account Change", "Account Change", "Authentication");
    }

    @Test
    void sameResult_givesTheSameBytes_inAnyZoneAndLanguage_onAnyNumberOfThreads_inAnyMemory() throws IOException {
        for (int i = 0; i < 300; i++) {
            kit.opened(
                    Instant.parse("2026-07-01T04:00:00Z")
                            .plusSeconds(i * 601L % 40_000)
                            .toString(),
                    "user-" + i % 7);
        }
        Map<String, List<String>> plain = all(kit.written());
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            Map<String, List<String>> elsewhere = all(kit.threads(3, 4_000).written());
            assertThat(elsewhere.keySet()).isEqualTo(plain.keySet());
            elsewhere.forEach((name, pieces) -> {
                for (int i = 0; i < pieces.size(); i++) {
                    assertThat(pieces.get(i)).as(name).isEqualTo(plain.get(name).get(i));
                }
            });
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    /** In pieces, so that a difference can be read. */
    private static Map<String, List<String>> all(Path out) throws IOException {
        Map<String, List<String>> all = new TreeMap<>();
        try (var files = Files.list(out)) {
            for (Path file : files.toList()) {
                all.put(
                        String.valueOf(file.getFileName()),
                        List.of(Files.readString(file).split("(?<=[,\n])")));
            }
        }
        return all;
    }

    @Test
    void folderOfAnEarlierReport_isWrittenAnew() throws IOException {
        Path out = kit.written();
        Files.writeString(out.resolve(Reports.CSV), "old");
        Files.writeString(out.resolve("mine.txt"), "kept");
        kit.written();
        assertThat(Files.readString(out.resolve(Reports.CSV))).startsWith("\"id\"");
        assertThat(out.resolve("mine.txt")).hasContent("kept");
    }
}
