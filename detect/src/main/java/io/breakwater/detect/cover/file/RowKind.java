package io.breakwater.detect.cover.file;

import io.breakwater.detect.cover.CoverPart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one record of a file is. */
enum RowKind {
    GRANT(Optional.of(CoverPart.GRANT)),
    INCIDENT(Optional.of(CoverPart.INCIDENT)),
    TICKET(Optional.of(CoverPart.TICKET)),
    APPROVAL(Optional.of(CoverPart.APPROVAL)),
    /** The names of one human being. */
    PERSON(Optional.empty());

    private final Optional<CoverPart> gives;

    RowKind(Optional<CoverPart> gives) {
        this.gives = gives;
    }

    Optional<CoverPart> gives() {
        return gives;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(RowKind::label).toList();
    }

    static Optional<RowKind> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }
}
