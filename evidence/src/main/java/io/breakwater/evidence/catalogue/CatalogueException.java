package io.breakwater.evidence.catalogue;

import java.util.List;

/** The refusal of a catalogue, with every mistake in it at once: one sentence each, beginning with its line. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    CatalogueException(List<String> problems) {
        super("the catalogue of controls has mistakes:\n" + String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** The mistakes. */
    public List<String> problems() {
        return problems;
    }
}
