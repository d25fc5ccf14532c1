package io.breakwater.detect.azure;

import io.breakwater.detect.event.RecordFields;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record of Entra asked by the names that Microsoft Graph gives its fields, whatever it came in: a diagnostic setting
 * puts the same fields under {@code properties}, and Log Analytics begins each column's name with a capital.
 */
final class Exported {
    private final RecordFields fields;

    private Exported(RecordFields fields) {
        this.fields = fields;
    }

    static Exported of(RecordFields fields) {
        return new Exported(fields);
    }

    private static Stream<String> spellings(String path) {
        return Stream.of("properties." + path, path, Character.toUpperCase(path.charAt(0)) + path.substring(1));
    }

    /** The first text that is not empty, of the first path that has one under any of its names. */
    Optional<String> some(String... paths) {
        return fields.some(Arrays.stream(paths).flatMap(Exported::spellings).toArray(String[]::new));
    }

    /** The same; empty text when there is none. */
    String text(String... paths) {
        return some(paths).orElse("");
    }

    List<RecordFields> objects(String path) {
        return spellings(path)
                .map(fields::objects)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The value of a list's element of that name: such lists hold objects with {@code key} and {@code value}. */
    Optional<String> named(String list, String name) {
        return objects(list).stream()
                .filter(element -> name.equalsIgnoreCase(element.text("key", "Name")))
                .flatMap(element -> element.some("value", "Value").stream())
                .findFirst();
    }
}
