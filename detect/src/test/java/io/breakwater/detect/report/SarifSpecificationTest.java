package io.breakwater.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SarifSpecificationTest {
    @TempDir
    private static Path whole;

    @TempDir
    private Path folder;

    private static JsonNode sarif = ReportKit.JSON.createObjectNode();

    /** One that holds everything that we write: a drill, a correlation, rules of every level, a file that is damaged. */
    @BeforeAll
    static void everything() throws IOException {
        ReportKit kit = new ReportKit(whole);
        kit.opened("2026-07-01T03:10:00Z", "alice");
        kit.opened("2026-07-01T03:10:30Z", "[here](sarif:x)");
        kit.event("2026-07-01T03:11:00Z", "iam.amazonaws.com", "CreateUser", "{0}");
        kit.event("2026-07-01T03:12:00Z", "iam.amazonaws.com", "CreateUser", "bob");
        kit.event("2026-07-01T03:13:00Z", "signin.amazonaws.com", "ConsoleLogin", "carol");
        Path logs = kit.cover(FormsTest.drill()).logs();
        Files.writeString(logs.resolve("{1} b.json"), "{\"Records\":[{\"eventVersion\":\"1.08\",\"eventID\":\"");
        sarif = ReportKit.JSON.readTree(kit.written(logs).resolve(Reports.SARIF).toFile());
    }

    @Test
    void everythingThatIsWritten_isAsTheSpecificationDemands() {
        assertThat(SarifSpecification.problems(sarif)).isEmpty();
        assertThat(sarif.at("/runs/0/results"))
                .extracting(result -> result.path("kind").asText())
                .contains("pass", "fail");
        assertThat(sarif.at("/runs/0/invocations/0/toolExecutionNotifications")).hasSize(1);
        assertThat(sarif.findValues("relatedLocations")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.detect.report.HostileTest#texts")
    void whateverALogSays_theReportIsAsTheSpecificationDemands(String evil) throws IOException {
        JsonNode written = ReportKit.JSON.readTree(
                HostileTest.kit(folder, evil).file("{0}](x) %.json").text(Reports.SARIF));

        assertThat(SarifSpecification.problems(written)).isEmpty();
    }

    @Test
    void textsOfALog_areNeitherPlaceholdersNorLinks() {
        List<String> texts = sarif.at("/runs/0").findValues("message").stream()
                .map(message -> message.path("text").asText())
                .toList();

        assertThat(texts)
                .anySatisfy(text -> assertThat(text).contains("by {{0}}, 2026"))
                .anySatisfy(text -> assertThat(text).contains("by [here] (sarif:x), 2026"))
                .anySatisfy(text -> assertThat(text).contains("/{{1}} b.json: "));
    }

    /** The test of the test. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                        | version     | \"2.0.0\"    | /version is no version: \"2.0.0\"",
                "                        | runs        |              | /runs is required",
                "/runs/0                 | tool        |              | /runs/0/tool is required",
                "/runs/0                 | columnKind  | \"bytes\"    | /runs/0/columnKind is no columnKind: \"bytes\"",
                "/runs/0                 | rule        | 1            | /runs/0/rule is no member of run",
                "/runs/0/tool/driver     | rules       | [{\"id\":\"a\"},{\"id\":\"a\"}]"
                        + " | /runs/0/tool/driver/rules is no array of reportingDescriptor+",
                "/runs/0/invocations/0   | executionSuccessful | \"yes\""
                        + " | /runs/0/invocations/0/executionSuccessful is no boolean: \"yes\"",
                "/runs/0/results/0       | message     |              | /runs/0/results/0/message is required",
                "/runs/0/results/0       | kind        | \"failed\"   | /runs/0/results/0/kind is no kind: \"failed\"",
                "/runs/0/results/0       | level       | \"high\"     | /runs/0/results/0/level is no level: \"high\"",
                "/runs/0/results/0       | ruleIndex   | 99           | \"opened\" is not the rule at its index (3.27.5)",
                "/runs/0/results/0       | ruleIndex   | -1           | /runs/0/results/0/ruleIndex is no from0: -1",
                "/runs/0/results/0       | ruleId      | \"other\"    | \"other\" is not the rule at its index (3.27.5)",
                "/runs/0/results/1       | kind        | \"pass\"     | \"pass\" has a level (3.27.9)",
                "/runs/0/results/0/message | text      | \"a {0}\"    | /runs/0/results/0/message/text is no plain: \"a {0}\"",
                "/runs/0/results/0/message | text      | \"[a](b)\"   | /runs/0/results/0/message/text is no plain: \"[a](b)\"",
                "/runs/0/results/0/locations/0/physicalLocation | region | {\"startLine\":0}"
                        + " | /runs/0/results/0/locations/0/physicalLocation/region/startLine is no from1: 0",
                "/runs/0/results/0/locations/0/physicalLocation/artifactLocation | uri | \"a b\""
                        + " | /runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri is no uri: \"a b\"",
                "/runs/0/results/0/locations/0/physicalLocation/artifactLocation | uri | \"/a\""
                        + " | /runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri is no uri: \"/a\"",
                "/runs/0/results/0/locations/0/physicalLocation/artifactLocation | uriBaseId | \"LOGS\""
                        + " | /runs/0/results/0/locations/0/physicalLocation/artifactLocation is absolute and has a base (3.4.4)",
            })
    void whatIsWrong_isSeen(String at, String member, String value, String problem) throws IOException {
        ObjectNode changed = sarif.deepCopy();
        ObjectNode object = (ObjectNode) changed.at(at == null ? "" : at);
        if (value == null) {
            object.remove(member);
        } else {
            object.set(member, ReportKit.JSON.readTree(value));
        }

        assertThat(SarifSpecification.problems(changed)).contains(problem);
    }
}
