package io.breakwater.detect.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.detect.event.RawRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A record that may stand inside a JSON document. The reader looks only at brackets and quotes: what a log holds between
 * them need not be JSON, and would break the whole document. Half a surrogate pair counts as none, too (RFC 7493).
 */
final class RawJson {
    /** Foreign keys are not kept for later. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private RawJson() {}

    /** The record's JSON as it was written; empty when it is none. */
    static Optional<String> of(RawRecord raw) {
        String text = raw.json();
        try (JsonParser parser = JSON.createParser(text.getBytes(StandardCharsets.UTF_8))) {
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
            return Optional.of(text);
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        } catch (IOException neverFromMemory) {
            throw new UncheckedIOException(neverFromMemory);
        }
    }
}
