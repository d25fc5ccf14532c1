package io.breakwater.detect.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.detect.event.RawRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * One case of a samples file: a rule sees these events and matches, or does not.
 *
 * @param file the rule's file in the pack, such as {@code aws/root-used.yml}
 * @param matches whether the rule is to match
 * @param events one event, or several in the order of their times
 */
public record Sample(String file, String name, boolean matches, List<Map<String, Object>> events) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All cases of a rule of the pack. */
    public static List<Sample> of(String file) {
        Map<String, Object> cases = read(file.replaceAll("\\.yml$", ".samples.yml"));
        List<Sample> samples = new ArrayList<>();
        for (String kind : List.of("matches", "ignores")) {
            for (Map<String, Object> written : maps(cases.get(kind))) {
                samples.add(new Sample(file, (String) written.get("name"), kind.equals("matches"), events(written)));
            }
        }
        return samples;
    }

    /** The bytes of each event, as a log would hold them. */
    public List<RawRecord> records() {
        return events.stream().map(event -> RawRecord.of(json(event))).toList();
    }

    private static List<Map<String, Object>> events(Map<String, Object> written) {
        if (written.containsKey("events")) {
            return maps(written.get("events"));
        }
        return Collections.nCopies((int) written.getOrDefault("times", 1), map(written.get("event")));
    }

    private static byte[] json(Map<String, Object> event) {
        try {
            return JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> read(String name) {
        try (InputStream in = Sample.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the rule has no " + name);
            }
            LoadSettings settings =
                    LoadSettings.builder().setSchema(new CoreSchema()).build();
            return map(new Load(settings).loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object node) {
        return (List<Map<String, Object>>) node;
    }

    @Override
    public String toString() {
        return file + (matches ? " matches " : " ignores ") + name;
    }
}
