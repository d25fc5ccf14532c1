package io.breakwater.detect.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rows that logs can show something of ({@code rows.yml}), and those that no single rule shows. */
record Rows(Map<String, Map<String, Object>> all) {
    /** Rows that the room meets otherwise, and how. */
    private static final Map<String, String> NOT_BY_RULES = Map.of(
            "R72",
            "No event shows this row. The scan itself meets it: it reads the logs, judges each event's cover and writes the"
                    + " findings that the pack takes in.");

    @SuppressWarnings("unchecked")
    static Rows read() {
        try (InputStream in = Rows.class.getResourceAsStream("rows.yml")) {
            Load load = new Load(LoadSettings.builder().build());
            return new Rows(new TreeMap<>((Map<String, Map<String, Object>>) load.loadFromInputStream(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> numbers() {
        return all.keySet();
    }

    Map<String, String> notByRules() {
        return NOT_BY_RULES;
    }

    String title(String row) {
        return (String) all.get(row).get("title");
    }

    /** As they are written in facts. */
    @SuppressWarnings("unchecked")
    List<String> controls(String row) {
        return ((List<String>) all.get(row).get("controls"))
                .stream().map(number -> framework(number) + number).toList();
    }

    private static String framework(String number) {
        return number.startsWith("CC") || number.startsWith("A1.") ? "soc2:" : "iso27001:";
    }
}
