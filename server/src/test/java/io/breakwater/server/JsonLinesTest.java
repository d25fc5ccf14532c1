package io.breakwater.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.ledger.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private static ExtLogRecord entry(String message) {
        ExtLogRecord entry = new ExtLogRecord(Level.WARNING, message, JsonLinesTest.class.getName());
        entry.setLoggerName("io.breakwater.request");
        entry.setInstant(Instant.parse("2026-11-21T03:12:00Z"));
        return entry;
    }

    @Test
    void aMessageThatLooksLikeMoreLines_isOneLine_andOneObject() throws IOException {
        String line = new JsonLines().format(entry("first\n{\"level\":\"FORGED\"}\r\n\u0000\u2028"));
        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContain("\n").doesNotContain("\r");
        JsonNode read = Json.mapper().readTree(line);
        assertThat(read.properties()).as(line).hasSize(5);
        assertThat(read.get("level").asText()).isEqualTo("WARNING");
        assertThat(read.get("message").asText()).contains("FORGED");
        assertThat(read.get("time").asText()).startsWith("2026-11-21T03:12:00");
        assertThat(read.get("logger").asText()).isEqualTo("io.breakwater.request");
        assertThat(read.has("stack")).isFalse();
    }

    @Test
    void whatWasThrown_isInTheSameLine() throws IOException {
        ExtLogRecord entry = entry("failed");
        entry.setThrown(new IllegalStateException("outer", new IOException("inner")));
        String line = new JsonLines().format(entry);
        assertThat(line.lines()).hasSize(1);
        assertThat(Json.mapper().readTree(line).get("stack").asText())
                .contains("outer")
                .contains("inner")
                .contains("JsonLinesTest");
    }
}
