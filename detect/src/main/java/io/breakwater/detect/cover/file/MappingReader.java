package io.breakwater.detect.cover.file;

import io.breakwater.detect.event.Cloud;
import io.breakwater.model.BreakwaterException;
import io.breakwater.model.Code;
import io.breakwater.model.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads mappings: ours from the resources, a user's from a file. */
public final class MappingReader {
    private static final List<String> KEYS = List.of(
            "mapping",
            "system",
            "row",
            "recognise",
            "fields",
            "only",
            "unless",
            "cancelled",
            "approved",
            "unnamed",
            "clouds",
            "timezone",
            "longest");
    private static final List<String> OURS = List.of(
            "pim-graph-json",
            "pim-azure-json",
            "pim-csv",
            "entra-audit-csv",
            "entra-audit-approval-csv",
            "entra-audit-json",
            "entra-audit-approval-json",
            "identity-center-json",
            "identity-center-csv",
            "identity-store-json",
            "jira-json",
            "jira-csv",
            "servicenow-json",
            "servicenow-csv",
            "servicenow-approval-json",
            "servicenow-approval-csv");

    private MappingReader() {}

    /** The tables and documents that are known without being told. */
    static List<Mapping> ours() {
        return Ours.READ;
    }

    /** Read once, and only where a file is to be recognised. */
    private static final class Ours {
        private static final List<Mapping> READ =
                OURS.stream().map(MappingReader::resource).toList();
    }

    private static Mapping resource(String name) {
        try (InputStream in = MappingReader.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (Trouble ours) {
            throw new IllegalStateException(name, ours);
        }
    }

    /**
     * A user's mapping.
     *
     * @throws BreakwaterException {@link Code#MALFORMED_REQUEST} when it is none, with what to change
     */
    public static Mapping of(Path file) {
        try {
            return read(Files.readString(file));
        } catch (IOException unreadable) {
            throw new BreakwaterException(Code.MALFORMED_REQUEST, file + " cannot be read", unreadable);
        } catch (Trouble wrong) {
            throw new BreakwaterException(Code.MALFORMED_REQUEST, file + ": " + wrong.sentence());
        }
    }

    static boolean isMapping(String head) {
        return head.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals("---"))
                .findFirst()
                .filter(line -> line.startsWith("mapping:"))
                .isPresent();
    }

    static Mapping read(String text) throws Trouble {
        Map<String, Object> keys = YamlText.map(text);
        known("key", keys.keySet(), KEYS);
        Map<Field, List<String>> fields = fields(keys.getOrDefault("fields", Map.of()));
        String name = word(keys, "mapping");
        List<String> recognise = YamlText.texts(keys.getOrDefault("recognise", List.of()));
        return new Mapping(
                name,
                YamlText.texts(keys.getOrDefault("system", name)).get(0),
                row(word(keys, "row")),
                recognise.isEmpty() ? fields.getOrDefault(Field.ID, List.of()) : recognise,
                fields,
                words(keys, "only"),
                words(keys, "unless"),
                words(keys, "cancelled"),
                words(keys, "approved"),
                words(keys, "unnamed"),
                clouds(YamlText.texts(keys.getOrDefault("clouds", List.of()))),
                zone(YamlText.texts(keys.getOrDefault("timezone", List.of()))),
                longest(YamlText.texts(keys.getOrDefault("longest", List.of()))));
    }

    static void known(String what, Set<String> given, List<String> known) throws Trouble {
        for (String key : given) {
            if (!known.contains(key)) {
                throw new Trouble("there is no " + what + " " + io.breakwater.model.Texts.quoted(key)
                        + Suggestion.sentence(key, known));
            }
        }
    }

    private static String word(Map<String, Object> keys, String key) throws Trouble {
        List<String> texts = YamlText.texts(keys.getOrDefault(key, List.of()));
        if (texts.size() != 1) {
            throw new Trouble("the mapping needs one value for " + key);
        }
        return texts.get(0);
    }

    private static RowKind row(String word) throws Trouble {
        return RowKind.ofLabel(word)
                .orElseThrow(() -> new Trouble("row is " + io.breakwater.model.Texts.quoted(word)
                        + Suggestion.sentence(word, RowKind.labels())));
    }

    private static Map<Field, List<String>> fields(Object written) throws Trouble {
        Map<String, Object> map = YamlText.asMap("fields", written);
        known("field", map.keySet(), Field.labels());
        Map<Field, List<String>> fields = new EnumMap<>(Field.class);
        map.forEach(
                (word, columns) -> Field.ofLabel(word).ifPresent(field -> fields.put(field, YamlText.texts(columns))));
        if (fields.isEmpty()) {
            throw new Trouble("the mapping has no fields");
        }
        return fields;
    }

    private static Map<String, List<String>> words(Map<String, Object> keys, String key) throws Trouble {
        Map<String, List<String>> words = new LinkedHashMap<>();
        YamlText.asMap(key, keys.getOrDefault(key, Map.of()))
                .forEach((column, values) -> words.put(column, YamlText.texts(values)));
        return words;
    }

    private static Set<Cloud> clouds(List<String> words) throws Trouble {
        List<String> known = List.of(Cloud.values()).stream()
                .map(cloud -> cloud.name().toLowerCase(Locale.ROOT))
                .toList();
        known("cloud", Set.copyOf(words), known);
        return words.stream()
                .map(word -> Cloud.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    private static Optional<ZoneId> zone(List<String> words) throws Trouble {
        try {
            return words.stream().findFirst().map(ZoneId::of);
        } catch (DateTimeException unknown) {
            throw new Trouble("timezone is not known: " + words + "; write it like UTC or Europe/Berlin");
        }
    }

    private static Optional<Duration> longest(List<String> words) throws Trouble {
        return words.isEmpty() ? Optional.empty() : Optional.of(Times.duration(words.get(0)));
    }
}
