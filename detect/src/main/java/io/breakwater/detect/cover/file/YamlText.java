package io.breakwater.detect.cover.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML as maps and lists of text. */
final class YamlText {
    static final int MAX_CHARACTERS = 8 << 20;
    private static final int MAX_DEPTH = 20;

    private YamlText() {}

    /** The document's outermost map. */
    static Map<String, Object> map(String text) throws Trouble {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_CHARACTERS)
                .setAllowDuplicateKeys(false)
                .build();
        try {
            refuseDeep(new Parse(settings).parseString(text));
            return asMap("the file", new Load(settings).loadFromString(text));
        } catch (YamlEngineException wrong) {
            throw new Trouble("it is not YAML: "
                    + String.valueOf(wrong.getMessage())
                            .lines()
                            .limit(3)
                            .map(String::strip)
                            .toList());
        }
    }

    /** Loading recurses and parsing does not, so the depth is looked at first. */
    private static void refuseDeep(Iterable<Event> events) throws Trouble {
        int depth = 0;
        for (Event event : events) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > MAX_DEPTH) {
                throw new Trouble("it is nested deeper than " + MAX_DEPTH);
            }
        }
    }

    static Map<String, Object> asMap(String what, Object value) throws Trouble {
        if (!(value instanceof Map<?, ?> map)) {
            throw new Trouble(what + " is not a map of keys and values");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, inner) -> copy.put(String.valueOf(key), inner == null ? "" : inner));
        return copy;
    }

    /** One text or several. */
    static List<String> texts(Object value) {
        Stream<?> all = value instanceof List<?> list ? list.stream() : Stream.of(value);
        return all.map(String::valueOf)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
