package io.breakwater.detect.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.breakwater.detect.event.RawRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

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

    /** Whether the record's text is JSON from its beginning to its end; a large one's, whether its bytes are. */
    static boolean is(RawRecord raw) throws IOException {
        try (InputStream bytes = raw.isElsewhere() ? raw.place().open() : new ByteArrayInputStream(utf8(raw));
                JsonParser parser = JSON.createParser(bytes)) {
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
            return true;
        } catch (JsonProcessingException noJson) {
            return false;
        }
    }

    /** As it is written into the document: a byte that is no UTF-8 has become the sign for that. */
    private static byte[] utf8(RawRecord raw) {
        return raw.json().getBytes(StandardCharsets.UTF_8);
    }
}
