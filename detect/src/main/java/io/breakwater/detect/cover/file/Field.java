package io.breakwater.detect.cover.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a record of cover can say: the words of mappings and of {@code cover.yaml}. */
enum Field {
    ID,
    /** Who holds a grant, does a ticket's work, works on an incident; of a person, the names. Several. */
    WHO,
    ACCESS_KEY,
    SESSION_NAME,
    SOURCE_IDENTITY,
    FROM,
    TO,
    DURATION,
    ACCOUNT,
    RESOURCE,
    ROLE,
    ADDRESS,
    REQUESTER,
    INCIDENT,
    TICKET,
    /** Who approved; several. */
    APPROVED_BY,
    APPROVED_AT,
    RECORDED,
    UPDATED,
    DRILL,
    /** What an approval is of. */
    OF;

    /** The word: {@code access-key}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Field::label).toList();
    }

    static Optional<Field> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label().equals(label))
                .findFirst();
    }
}
