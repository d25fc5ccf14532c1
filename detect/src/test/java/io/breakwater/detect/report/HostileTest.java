package io.breakwater.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.detect.event.BoundedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever can call an API can write into its log: every text of a log is somebody else's. */
class HostileTest {
    @TempDir
    Path folder;

    static Stream<String> texts() {
        return Stream.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "'/><svg onload=alert(1)>",
                "</pre></details></main><h1>covered</h1>",
                "</title><style>*{display:none}</style>",
                "]]><!--",
                "&lt;script&gt;",
                "javascript:alert(1)",
                "{{7*7}}${7*7}",
                "=HYPERLINK(\"http://x\",\"y\")",
                "+1+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(1)",
                "\t=1+1",
                "\r\n=1+1",
                "x;=1+1",
                "a\"b,c\nd",
                "\u202Etxt.exe",
                "\u2066a\u2069\u200B\uFEFF",
                "\u0000\u001B[31m\u0007\u009B",
                "\uD83D",
                "\uDE00\uD83D",
                "\u2028\u2029",
                "../../../../etc/passwd",
                "%00%0a",
                "x".repeat(100_000));
    }

    private ReportKit kit(String evil) {
        return kit(folder, evil);
    }

    static ReportKit kit(Path folder, String evil) {
        ReportKit kit = new ReportKit(folder);
        ObjectNode record = kit.opened("2026-07-01T03:10:00Z", "alice");
        record.put("sourceIPAddress", evil)
                .put("userAgent", evil)
                .put("awsRegion", evil)
                .put("errorCode", evil)
                .put("recipientAccountId", evil)
                .put("eventSource", evil)
                .put("eventID", evil);
        record.putObject("requestParameters").put(evil, evil);
        record.putArray("resources").addObject().put("ARN", evil);
        ((ObjectNode) record.path("userIdentity"))
                .put("type", evil)
                .put("arn", "arn:aws:sts::1:assumed-role/x/" + evil)
                .put("accessKeyId", evil)
                .put("accountId", evil);
        kit.event("2026-07-01T03:11:00Z", evil, "CreateUser", evil).put("sourceIPAddress", evil);
        kit.event("2026-07-01T03:12:00Z", evil, "CreateUser", evil).put("sourceIPAddress", evil);
        return kit;
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_leavesEveryDocumentWhole(String evil) throws IOException {
        Path out = kit(evil).written();
        assertThat(ReportKit.JSON.readTree(out.resolve(Reports.JSON).toFile()).path("findings"))
                .hasSize(4);
        assertThat(ReportKit.JSON.readTree(out.resolve(Reports.SARIF).toFile()).at("/runs/0/results"))
                .hasSize(4);
        assertThat(Files.readAllLines(out.resolve(Reports.OCSF))).hasSize(4).allSatisfy(HostileTest::isJson);
        assertThat(Files.readAllLines(out.resolve(Reports.OCSF_EVENTS)))
                .hasSize(3)
                .allSatisfy(HostileTest::isJson);
        assertThat(Csv.rows(Files.readString(out.resolve(Reports.CSV))))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row).hasSize(33));
    }

    private static void isJson(String line) throws IOException {
        assertThat(ReportKit.JSON.readTree(line).isObject()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_isWhatItWas_inTheJsonDocument(String evil) throws IOException {
        JsonNode event = kit(evil).json().at("/findings/0/event");
        String kept = new String(evil.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String whole = kept.equals(evil) ? evil : evil.replaceAll("[\uD800-\uDFFF]", "\uFFFD");
        assertThat(event.path("userAgent").asText()).isEqualTo(BoundedText.of(whole));
        if (kept.equals(evil)) {
            String raw =
                    event.at("/raw/userAgent").asText() + event.path("rawText").asText();
            assertThat(raw).contains(evil);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_isNoFormula_inAnyCell(String evil) throws IOException {
        for (List<String> row : Csv.rows(kit(evil).text(Reports.CSV))) {
            for (String cell : row) {
                assertThat(cell).doesNotContainPattern("(^|;)\\s*[=+\\-@\\uFF1D]");
                assertThat(cell.chars()).noneMatch(c -> c < ' ' || c == 0x202E || c == 0x7f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "+1", "-1", "@a", "  =1", "\u00A0=1", "\uFF1D1", "a;=1", "a; -1", ";;@x"})
    void formula_getsAnApostrophe(String text) {
        assertThat(CsvCell.of(text)).contains("'").doesNotContainPattern("(\"|;)[\\s\\u00A0]*[=+\\-@\\uFF1D]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '/',
            value = {"a-b", "a=b", "x@example.com", "arn:aws:iam::1:root", "2026-07-01T03:10:00Z", "1 + 1"})
    void textThatOnlyHoldsSuchCharacters_staysAsItIs(String text) {
        assertThat(CsvCell.of(text)).isEqualTo('"' + text + '"');
    }

    @Test
    void quotesAndLineEnds_stayInTheirCell() {
        assertThat(CsvCell.of("a\"b,\r\nc")).isEqualTo("\"a\"\"b,[U+000D][U+000A]c\"");
    }

    @Test
    void cell_isCutWhereSpreadsheetsCut_andSaysSo_notInsideACharacter() {
        String cell = CsvCell.of("x".repeat(CsvCell.LONGEST - 1) + "\uD83D\uDE00".repeat(10));
        assertThat(cell).endsWith("x … (32019 characters in all)\"").doesNotContain("U+D83D");
    }

    @ParameterizedTest
    @CsvSource({
        "AWSLogs/1/a b.json,AWSLogs/1/a%20b.json",
        "/var/log/a.json,file:///var/log/a.json",
        "C:/logs/a.json,C%3A/logs/a.json",
        "javascript:alert(1),javascript%3Aalert%281%29",
        "a?b#c%41,a%3Fb%23c%2541",
        "ä,%C3%A4"
    })
    void fileName_isAPath_whateverItHolds(String name, String uri) {
        assertThat(FileUri.of(name)).isEqualTo(uri);
    }

    @Test
    void nameOfAFile_isText_too() throws IOException {
        ReportKit kit = kit("x").file("=a<b>\"\u202E\n.json");
        Path out = kit.written();
        assertThat(ReportKit.JSON
                        .readTree(out.resolve(Reports.SARIF).toFile())
                        .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .endsWith("/%3Da%3Cb%3E%22%E2%80%AE%0A.json");
        assertThat(Csv.column(Csv.rows(Files.readString(out.resolve(Reports.CSV))), "file")
                        .get(0))
                .endsWith("/=a<b>\"[U+202E][U+000A].json");
    }

    @Test
    void halfACharacter_isTheSame_whetherItWasKeptInMemoryOrOnDisk() throws IOException {
        ReportKit kit = kit("\uD83D\uDE00\uD83D");
        String inMemory = kit.text(Reports.CSV);
        assertThat(kit.threads(2, 1).text(Reports.CSV)).isEqualTo(inMemory).contains("[U+D83D]");
    }
}
