package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.cover.Window;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code cover.yaml}: cover that somebody writes down by hand, in the words of {@link Field}. */
final class CoverYaml {
    private static final Map<String, RowKind> LISTS = lists();
    private static final List<String> NESTED = List.of("by", "at");

    private final Filling filling;
    private final Times times;

    CoverYaml(Filling filling, Times times) {
        this.filling = filling;
        this.times = times;
    }

    private static Map<String, RowKind> lists() {
        Map<String, RowKind> lists = new LinkedHashMap<>();
        lists.put("grants", RowKind.GRANT);
        lists.put("incidents", RowKind.INCIDENT);
        lists.put("tickets", RowKind.TICKET);
        lists.put("approvals", RowKind.APPROVAL);
        lists.put("people", RowKind.PERSON);
        return lists;
    }

    static boolean is(String head) {
        return head.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals("---"))
                .findFirst()
                .filter(line -> line.startsWith("cover:"))
                .isPresent();
    }

    /** The time it is complete for, when it says so. */
    Optional<Window> read(String text) {
        EnumSet<CoverPart> gives = EnumSet.noneOf(CoverPart.class);
        try {
            Map<String, Object> keys = YamlText.map(text);
            Set<String> unknown = new java.util.LinkedHashSet<>(keys.keySet());
            unknown.removeAll(Set.of("cover", "complete", "timezone"));
            MappingReader.known("list", unknown, List.copyOf(LISTS.keySet()));
            if (!String.valueOf(keys.get("cover")).equals("1")) {
                throw new Trouble("it has to begin with `cover: 1`, the version of its form");
            }
            Times zoned = zone(keys);
            LISTS.forEach((key, kind) -> {
                if (keys.containsKey(key)) {
                    kind.gives().ifPresent(gives::add);
                    list(key, kind, keys.get(key), zoned);
                }
            });
            Optional<Window> complete = complete(keys, zoned);
            if (gives.contains(CoverPart.GRANT) || gives.contains(CoverPart.TICKET)) {
                gives.add(CoverPart.APPROVAL);
            }
            return complete;
        } catch (Trouble wrong) {
            filling.problem(wrong.sentence());
            gives.addAll(EnumSet.allOf(CoverPart.class)); // nobody knows what it would have told
            return Optional.empty();
        } finally {
            filling.recognised("cover.yaml", filling.name, gives);
            filling.isComplete();
        }
    }

    private Times zone(Map<String, Object> keys) throws Trouble {
        Object written = keys.get("timezone");
        if (written == null) {
            return times;
        }
        try {
            return times.in(ZoneId.of(String.valueOf(written)));
        } catch (java.time.DateTimeException unknown) {
            throw new Trouble("timezone is not known: " + written + "; write it like UTC or Europe/Berlin");
        }
    }

    private static Optional<Window> complete(Map<String, Object> keys, Times times) throws Trouble {
        if (!keys.containsKey("complete")) {
            return Optional.empty();
        }
        Map<String, Object> ends = YamlText.asMap("complete", keys.get("complete"));
        MappingReader.known("key of complete", ends.keySet(), List.of("from", "to"));
        return Optional.of(new Window(end(ends, "from", times), end(ends, "to", times)));
    }

    private static Optional<java.time.Instant> end(Map<String, Object> ends, String key, Times times) throws Trouble {
        return ends.containsKey(key) ? Optional.of(times.instant(String.valueOf(ends.get(key)))) : Optional.empty();
    }

    private void list(String key, RowKind kind, Object written, Times zoned) {
        List<?> entries = written instanceof List<?> list ? list : List.of(written);
        RowMaker maker = new RowMaker(mapping(kind), zoned, filling);
        for (int i = 0; i < entries.size(); i++) {
            String place = key + "[" + i + "]";
            try {
                Map<String, Object> entry = entry(kind, place, entries.get(i));
                if (filling.isNew(key + entry)) {
                    maker.take(new Entry(entry, place));
                    nested(kind, entry, place, zoned);
                }
            } catch (Trouble wrong) {
                filling.problem(place + ": " + wrong.sentence());
            }
        }
    }

    /** A person may be written as the list of names alone. */
    private static Map<String, Object> entry(RowKind kind, String place, Object written) throws Trouble {
        if (kind == RowKind.PERSON && written instanceof List<?>) {
            return Map.of(Field.WHO.label(), written);
        }
        Map<String, Object> entry = YamlText.asMap(place, written);
        MappingReader.known("key", entry.keySet(), keysOf(kind));
        return entry;
    }

    private static List<String> keysOf(RowKind kind) {
        List<String> keys = new java.util.ArrayList<>(Field.labels());
        switch (kind) {
            case APPROVAL -> keys.addAll(List.of("by", "at", "approved"));
            case TICKET -> keys.addAll(List.of("approvals", "cancelled"));
            case GRANT, INCIDENT -> keys.add("approvals");
            case PERSON -> keys.retainAll(List.of(Field.WHO.label()));
        }
        return keys;
    }

    private void nested(RowKind kind, Map<String, Object> entry, String place, Times zoned) throws Trouble {
        Object written = entry.get("approvals");
        if (written == null || kind == RowKind.APPROVAL) {
            return;
        }
        RowMaker maker = new RowMaker(mapping(RowKind.APPROVAL), zoned, filling);
        for (Object one : written instanceof List<?> list ? list : List.of(written)) {
            Map<String, Object> approval = new LinkedHashMap<>(YamlText.asMap("an approval", one));
            MappingReader.known("key of an approval", approval.keySet(), NESTED);
            approval.put("of", String.valueOf(entry.getOrDefault("id", "")));
            if (filling.isNew(place + approval)) {
                maker.take(new Entry(approval, place + ".approvals"));
            }
        }
    }

    /** Each word is its own column. */
    private static Mapping mapping(RowKind kind) {
        Map<Field, List<String>> fields = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            fields.put(field, List.of(field.label()));
        }
        boolean approval = kind == RowKind.APPROVAL;
        if (approval) {
            fields.put(Field.APPROVED_BY, List.of("by", "approved-by"));
            fields.put(Field.APPROVED_AT, List.of("at", "approved-at"));
        }
        return new Mapping(
                "cover.yaml",
                "cover.yaml",
                kind,
                List.of(),
                fields,
                Map.of(),
                Map.of(),
                Map.of("cancelled", List.of("true", "yes")),
                Map.of(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    private record Entry(Map<String, Object> values, String place) implements Row {
        @Override
        public List<String> values(String column) {
            return values.containsKey(column) ? YamlText.texts(values.get(column)) : List.of();
        }
    }
}
