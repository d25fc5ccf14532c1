package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.CoverPart;
import io.breakwater.detect.event.Cloud;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which column (of a table) or path (of JSON) is which word of cover.
 *
 * @param recognise columns that all have to be there for the mapping to be taken
 * @param fields each word's columns; the first that says something counts, and all of them where a word takes several
 * @param only records whose column has another value are set aside; values may hold {@code *}
 * @param unless records whose column has one of the values are set aside
 * @param cancelled records whose column has one of the values are kept and cover nothing: cancelled tickets
 * @param approved records whose column has one of the values are approved, by somebody the record need not name
 * @param unnamed records whose column has one of the values do not say who holds them: assignments of groups
 * @param longest how long a grant can last at most whose end is not written
 */
public record Mapping(
        String name,
        String system,
        RowKind row,
        List<String> recognise,
        Map<Field, List<String>> fields,
        Map<String, List<String>> only,
        Map<String, List<String>> unless,
        Map<String, List<String>> cancelled,
        Map<String, List<String>> approved,
        Map<String, List<String>> unnamed,
        Set<Cloud> clouds,
        Optional<ZoneId> zone,
        Optional<Duration> longest) {
    Set<CoverPart> gives() {
        EnumSet<CoverPart> parts = EnumSet.noneOf(CoverPart.class);
        row.gives().ifPresent(parts::add);
        if (!approved.isEmpty() || fields.containsKey(Field.APPROVED_BY)) {
            parts.add(CoverPart.APPROVAL);
        }
        return parts;
    }

    List<String> columns(Field field) {
        return fields.getOrDefault(field, List.of());
    }

    /** Every column the mapping speaks of. */
    List<String> columns() {
        return Stream.of(recognise.stream(), fields.values().stream().flatMap(Collection::stream))
                .flatMap(columns -> columns)
                .distinct()
                .toList();
    }

    boolean setsAside(Row row) {
        boolean wanted = only.entrySet().stream().allMatch(want -> has(row, want));
        return !wanted || unless.entrySet().stream().anyMatch(not -> has(row, not));
    }

    boolean cancels(Row row) {
        return cancelled.entrySet().stream().anyMatch(word -> has(row, word));
    }

    boolean approves(Row row) {
        return approved.entrySet().stream().anyMatch(word -> has(row, word));
    }

    boolean hidesHolder(Row row) {
        return unnamed.entrySet().stream().anyMatch(word -> has(row, word));
    }

    private static boolean has(Row row, Map.Entry<String, List<String>> wanted) {
        return row.either(wanted.getKey()).stream()
                .anyMatch(value -> wanted.getValue().stream().anyMatch(word -> Glob.matches(word, value)));
    }
}
