package io.breakwater.model;

import java.util.List;
import java.util.Optional;

/**
 * What was looked for to cover what was found: grant, incident, ticket and approval, each found, missing or not to be told.
 */
public record FindingCover(List<Part> parts) {
    /**
     * One of the four.
     *
     * @param part {@code grant}, {@code incident}, {@code ticket} or {@code approval}
     * @param state {@code found}, {@code missing} or {@code unknown}
     * @param name what it is called; of one that is missing, what came nearest
     * @param why what makes it fit, or why nothing does
     */
    public record Part(String part, String state, Optional<String> name, String why) {
        private static final String FOUND = "found";

        /** Whether it is there. */
        public boolean found() {
            return state.equals(FOUND);
        }
    }

    public FindingCover {
        parts = List.copyOf(parts);
    }

    /** What is there, such as {@code grant G-1}. */
    public List<String> found() {
        return parts.stream()
                .filter(Part::found)
                .map(part -> part.part() + part.name().map(name -> " " + name).orElse(""))
                .toList();
    }

    /** What is not there, such as {@code approval}; what nobody can tell is not among it. */
    public List<String> missing() {
        return parts.stream()
                .filter(part -> part.state().equals("missing"))
                .map(Part::part)
                .toList();
    }
}
