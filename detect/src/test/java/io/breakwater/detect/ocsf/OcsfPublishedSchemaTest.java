package io.breakwater.detect.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.detect.event.LogEvent;
import io.breakwater.detect.scan.Finding;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the compiled schema of OCSF 1.8.0, which lies beside this checkout. */
@Tag("extra")
class OcsfPublishedSchemaTest {
    private static OcsfSchema schema = new OcsfSchema(new ObjectMapper().createObjectNode());

    @BeforeAll
    static void read() throws IOException {
        JsonNode published = new ObjectMapper()
                .readTree(Path.of("../../shared/ocsf/ocsf-18-compiled.json").toFile());
        assertThat(published.path("version").asText()).isEqualTo(Ocsf.SCHEMA);
        schema = new OcsfSchema(published);
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.detect.ocsf.OcsfSamples#events")
    void event_followsTheSchema(LogEvent event) {
        assertThat(schema.problems(OcsfSamples.json(event))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.detect.ocsf.OcsfSamples#findings")
    void finding_followsTheSchema(Finding finding) {
        assertThat(schema.problems(OcsfSamples.json(finding))).isEmpty();
    }

    /** The test of the test. */
    @Test
    void whatIsWrong_isSeen() {
        ObjectNode event = (ObjectNode) OcsfSamples.json(OcsfSamples.aws("kms.amazonaws.com", "Decrypt", "{}"));
        event.remove("time");
        event.put("severity_id", 42).put("surplus", 1).put("message", 7).put("status", "Maybe");
        ((ObjectNode) event.path("src_endpoint")).put("ip", "somewhere");
        ((ObjectNode) event.path("metadata")).remove("profiles");
        assertThat(schema.problems(event))
                .contains(
                        "time is required",
                        "severity_id may not be 42",
                        "surplus is not in the schema",
                        "message is no string_t: 7",
                        "status is \"Maybe\", not Success",
                        "src_endpoint.ip is no ip_t: \"somewhere\"",
                        "cloud belongs to a profile that is not declared");
    }
}
