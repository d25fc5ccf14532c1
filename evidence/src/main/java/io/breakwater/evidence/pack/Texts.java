package io.breakwater.evidence.pack;

import io.breakwater.ledger.Journal;
import io.breakwater.model.ContentRef;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The texts people typed, as far as a page shows them. */
final class Texts {
    private static final int LONGEST_SHOWN_BYTES = 20_000;

    private final Journal journal;
    private final Story story;

    Texts(Journal journal, Story story) {
        this.journal = journal;
        this.story = story;
    }

    /** The text; empty when it was erased. What is no text, or too long to show, is named by its hash. */
    Optional<String> of(ContentRef ref) {
        if (story.erased().contains(ref.digest())) {
            return Optional.empty();
        }
        if (!ref.mediaType().startsWith("text/plain") || ref.sizeBytes() > LONGEST_SHOWN_BYTES) {
            return Optional.of("file " + ref.digest().substring(0, 12) + "…, " + ref.sizeBytes() + " bytes");
        }
        return journal.content(ref).map(content -> new String(content.bytes(), StandardCharsets.UTF_8));
    }
}
