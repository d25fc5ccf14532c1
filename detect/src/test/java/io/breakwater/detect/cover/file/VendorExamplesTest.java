package io.breakwater.detect.cover.file;

import static io.breakwater.detect.cover.CoverPart.GRANT;
import static io.breakwater.detect.cover.file.CoverFileKit.azureEvent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendors' own published examples, which lie beside the checkout. */
@Tag("extra")
class VendorExamplesTest {
    private static final Path CONTRACTS =
            Path.of(System.getProperty("breakwater.root", "..")).resolve("../shared/contracts");

    @TempDir
    Path folder;

    private static JsonNode example(String name) throws IOException {
        return new ObjectMapper().readTree(CONTRACTS.resolve(name).toFile());
    }

    @Test
    void graphsExampleOfAnActivation_coversItsFiveHours() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        CoverFileReport report = kit.read(CONTRACTS.resolve("msgraph/self-activate.response201.json"));
        assertThat(report.recognised()).isEqualTo("pim-graph.json");
        assertThat(report.problems()).isEmpty();
        assertThat(kit.judge(azureEvent("2022-04-14T04:59:00Z", "071cc716-8147-4397-a5ba-b2105951cc0b"))
                        .part(GRANT)
                        .found())
                .isTrue();
        assertThat(kit.judge(azureEvent("2022-04-14T05:09:00Z", "071cc716-8147-4397-a5ba-b2105951cc0b"))
                        .part(GRANT)
                        .found())
                .isFalse();
    }

    @Test
    void graphsExampleOfAnAssignmentWithoutEnd_stands() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        kit.read(CONTRACTS.resolve("msgraph/admin-assign-no-expiry.response201.json"));
        assertThat(kit.judge(azureEvent("2026-04-14T04:59:00Z", "071cc716-8147-4397-a5ba-b2105951cc0b"))
                        .part(GRANT)
                        .why())
                .contains("without an end");
    }

    @Test
    void azuresExampleOfAnActivation_coversTheSubscription() throws IOException {
        CoverFileKit kit = CoverFileKit.in(folder);
        JsonNode body = example("azure/role-assignment-schedule-request.PUT.2020-10-01.json")
                .at("/responses/201/body");
        CoverFileReport report = kit.read(body.toString());
        assertThat(report.recognised()).isEqualTo("pim-azure.json");
        assertThat(kit.judge(azureEvent("2020-09-10T01:00:00Z", "user@my-tenant.com"))
                        .part(GRANT)
                        .found())
                .isTrue();
    }
}
